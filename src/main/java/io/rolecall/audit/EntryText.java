package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an entry says, read out of its bytes. */
record EntryText(byte[] bytes, JsonNode tree) {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A policy's version, as entries name it. */
    record Version(String name, int number, String digest) {}

    /** Null where it is no JSON. */
    static @Nullable EntryText read(byte[] bytes) {
        try {
            return new EntryText(bytes, JSON.readTree(bytes));
        } catch (JacksonException e) {
            return null;
        }
    }

    /**
     * What the log says of something that is stored beside it.
     *
     * @param id the entry's
     * @throws SQLDataException where it does not: somebody else than the service stored it
     */
    static EntryText about(Session session, EntryType type, String recommendation, String id) throws SQLException {
        return session
                .all(
                        "SELECT bytes FROM said WHERE about = ?",
                        row -> Optional.ofNullable(read(row.getBytes(1))),
                        type.about(recommendation))
                .stream()
                .flatMap(Optional::stream)
                .filter(entry -> entry.is(type)
                        && entry.id().equals(id)
                        && entry.recommendation().equals(recommendation))
                .findFirst()
                .orElseThrow(() -> new SQLDataException(
                        "the log holds no " + type + " of " + recommendation + ", although the record does"));
    }

    boolean isCanonical() {
        try {
            return Arrays.equals(CanonicalJson.of(tree), bytes);
        } catch (IllegalArgumentException e) {
            return false; // a number that is none: 1e999
        }
    }

    String type() {
        return text("type");
    }

    boolean is(EntryType type) {
        return type().equals(type.toString());
    }

    /** Whether a version is in the log from this entry on, so that it can answer. */
    boolean bringsVersion() {
        return is(EntryType.POLICY_PUBLISHED) || is(EntryType.POLICY_ACTIVATED);
    }

    String id() {
        return text("id");
    }

    /** Of the recommendation that the entry is about; empty where it is about none. */
    String recommendation() {
        return text("recommendation");
    }

    Version policy() {
        JsonNode policy = tree.path("policy");
        return new Version(
                policy.path("name").asString(""),
                policy.path("version").asInt(0),
                policy.path("digest").asString(""));
    }

    /** What wrote it. */
    Engine engine() {
        return new Engine(
                tree.at("/eng/app").asString(""), tree.at("/eng/drools").asString(""));
    }

    /** What the entry is committed to: the names of its payload's parts, each with its commitment. */
    Map<String, String> commitments() {
        Map<String, String> commitments = new LinkedHashMap<>();
        for (String part : Payload.parts(type())) {
            if (tree.has(part)) {
                commitments.put(part, text(part));
            }
        }
        return commitments;
    }

    String text(String member) {
        return tree.path(member).asString("");
    }
}
