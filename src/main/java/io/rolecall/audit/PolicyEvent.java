package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A policy's version became live, or a change of it was refused.
 *
 * @param again whether it is logged although the last one of its kind was the same: not at a start, which activates what was
 *     active before
 */
record PolicyEvent(EntryType type, String policy, String digest, boolean again, Engine engine, String id) {

    /** Another replica may have said something since. */
    private static final int LOOKED_AT = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    static PolicyEvent of(EntryType type, String policy, String digest, boolean again, Engine engine) {
        return new PolicyEvent(
                type, policy, digest, again, engine, IDS.generate().toString());
    }

    private String about() {
        return type.about(policy);
    }

    /**
     * @param version the number of the version, null where it has none
     * @param more what else the entry says
     */
    void append(Session session, @Nullable Integer version, Map<String, ?> more) throws SQLException {
        if (isLogged(session)) {
            return;
        }
        Map<String, Object> of = new HashMap<>();
        of.put("name", policy);
        of.put("digest", digest);
        if (version != null) {
            of.put("version", version);
        }
        Map<String, Object> members =
                Leaf.members(type, id, Instant.now().truncatedTo(ChronoUnit.MILLIS), Leaf.FOLDER, engine);
        members.put("policy", of);
        members.putAll(more);
        session.append(Leaf.of(members), about());
    }

    /** Whether it is in the log: this one, or at a start one that says the same. */
    boolean isLogged(Session session) throws SQLException {
        List<JsonNode> newest = session.all(
                "SELECT bytes FROM said WHERE about = ? ORDER BY place DESC LIMIT " + LOOKED_AT,
                row -> JSON.readTree(row.getBytes(1)),
                about());
        boolean repeats = !again
                && !newest.isEmpty()
                && newest.get(0).at("/policy/digest").asString("").equals(digest);
        return repeats
                || newest.stream().anyMatch(one -> one.path("id").asString("").equals(id));
    }
}
