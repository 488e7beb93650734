package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks answers against the log as somebody outside would, with nothing but what the API gives and the JDK. */
class AuditApiTests extends RunningService {

    /** 150 is 150.0: the canonical form knows one way to write it. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FACTS = "{\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}, \"production\":"
            + " {\"latencyTargetMs\": 1.50e2, \"pathExists\": false}}";

    @Test
    void provesAnAnswerToSomebodyOutside() throws Exception {
        Reply sent = api.post(io.rolecall.Caller.HIRING, "{\"reference\": \"Größe 7/8\", \"facts\": " + FACTS + "}");
        JsonNode answer = sent.json();
        JsonNode proof = api.get(sent.header("Location") + "/proof").json();
        assertThat(proof.path("leaf")).isEqualTo(answer.at("/audit/leaf"));
        byte[] bytes = binary(proof.path("entry"));
        byte[] leaf = sha256(new byte[] {0}, bytes);
        assertThat(leaf).isEqualTo(binary(proof.path("leaf")));

        String[] checkpoint = verified(proof.path("checkpoint").stringValue());
        long size = proof.path("treeSize").longValue();
        assertThat(checkpoint[1]).isEqualTo(Long.toString(size));
        assertThat(root(leaf, proof.path("index").longValue(), size, proof.path("path")))
                .isEqualTo(Base64.getDecoder().decode(checkpoint[2]));

        JsonNode entry = JSON.readTree(bytes);
        assertThat(new TreeSet<>(entry.propertyNames()))
                .containsExactly("actor", "answer", "eng", "id", "policy", "request", "t", "type");
        assertThat(bytes).hasSizeLessThan(4_096);
        assertThat(entry.path("type").stringValue()).isEqualTo("recommendation");
        assertThat(entry.path("actor").stringValue()).isEqualTo("anonymous");
        assertThat(entry.path("id")).isEqualTo(answer.path("id"));
        assertThat(entry.path("t")).isEqualTo(answer.path("recordedAt"));
        assertThat(entry.path("policy")).isEqualTo(answer.path("policy"));
        assertThat(entry.at("/eng/app").stringValue()).matches("\\d+\\.\\d+\\..*");
        assertThat(entry.at("/eng/drools").stringValue()).matches("10\\.\\d+\\.\\d+");

        for (String part : List.of("request", "answer")) {
            byte[] committed = sha256(
                    binary(proof.path(part).path("salt")),
                    binary(proof.path(part).path("bytes")));
            assertThat(entry.path(part).stringValue())
                    .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(committed));
        }
        assertThat(text(proof.at("/request/bytes")))
                .isEqualTo(
                        "{\"facts\":{\"models\":{\"status\":\"PROTOTYPE_ACCEPTED\"},\"production\":{\"latencyTargetMs\":150,"
                                + "\"pathExists\":false}},\"reference\":\"Größe 7/8\"}");
        JsonNode canonical = JSON.readTree(binary(proof.at("/answer/bytes")));
        assertThat(canonical.has("audit")).isFalse();
        for (String member : canonical.propertyNames()) {
            assertThat(canonical.path(member).equals(BY_VALUE, answer.path(member)))
                    .as(member)
                    .isTrue();
        }
        assertThat(canonical.size()).isEqualTo(answer.size() - 1);
    }

    @Test
    void provesARequestThatLeftTheReferenceOutAndOneThatSaidNull() {
        JsonNode without = proof(api.hiring("{}"));
        assertThat(text(without.at("/request/bytes"))).isEqualTo("{\"facts\":{}}");
        JsonNode with = proof(api.post(io.rolecall.Caller.HIRING, "{\"reference\": null, \"facts\": {}}"));
        assertThat(text(with.at("/request/bytes"))).isEqualTo("{\"facts\":{},\"reference\":null}");
        assertThat(with.at("/request/salt")).isNotEqualTo(without.at("/request/salt"));
    }

    @Test
    void addsNoEntryForAReplayedAnswer() {
        String key = java.util.UUID.randomUUID().toString();
        Reply first = api.hiring("{}", "Idempotency-Key", key);
        proof(first);
        String before = api.get("/v1/audit/checkpoint").text();
        assertThat(api.hiring("{}", "Idempotency-Key", key).bytes()).isEqualTo(first.bytes());
        assertThat(api.get("/v1/audit/checkpoint").text()).isEqualTo(before);
    }

    @Test
    void listsThatThePolicyWasActiveBeforeItAnswered() {
        proof(api.hiring("{}"));
        List<JsonNode> entries = new ArrayList<>();
        String next = "0";
        while (next != null) {
            JsonNode page = api.get("/v1/audit/entries?limit=7&from=" + next).json();
            page.path("items").forEach(entries::add);
            next = page.path("next").isNull() ? null : page.path("next").stringValue();
        }
        List<String> types = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).path("index").intValue()).isEqualTo(i);
            byte[] bytes = binary(entries.get(i).path("entry"));
            assertThat(binary(entries.get(i).path("leaf"))).isEqualTo(sha256(new byte[] {0}, bytes));
            types.add(JSON.readTree(bytes).path("type").stringValue());
        }
        assertThat(types.get(0)).isEqualTo("policy.activated");
        assertThat(types).contains("recommendation");
        JsonNode activated = JSON.readTree(binary(entries.get(0).path("entry")));
        JsonNode live = api.get("/v1/policies/" + activated.at("/policy/name").stringValue())
                .json();
        assertThat(activated.at("/policy/digest")).isEqualTo(live.path("digest"));
        assertThat(activated.at("/policy/version")).isEqualTo(live.path("version"));
        assertThat(api.get("/v1/audit/entries?from=99999999").text()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void showsThatTheLogHasOnlyGrown() throws Exception {
        String[] before = verified(api.get("/v1/audit/checkpoint").text());
        proof(api.hiring("{}"));
        Reply reply = api.get("/v1/audit/checkpoint");
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-cache");
        String[] after = verified(reply.text());
        assertThat(after[0]).isEqualTo(before[0]);
        assertThat(Long.parseLong(after[1])).isGreaterThan(Long.parseLong(before[1]));
        JsonNode shown = api.get("/v1/audit/consistency?from=" + before[1] + "&to=" + after[1])
                .json();
        assertThat(shown.path("path")).isNotEmpty();
        assertThat(api.get("/v1/audit/consistency?from=" + before[1]).json()).isEqualTo(shown);
        assertThat(api.get("/v1/audit/consistency?from=" + after[1]).json().path("path"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entries?from=-1 | from is -1 (expected: 0 or more).",
                "entries?from=x | from is \"x\" (expected: a whole number).",
                "entries?from=99999999999999999999 | from is \"99999999999999999999\" (expected: a whole number).",
                "entries?limit=0 | limit is 0 (expected: a whole number from 1 to 1000).",
                "entries?limit=1001 | limit is 1001 (expected: a whole number from 1 to 1000).",
                "consistency | from is missing (expected: 0 to",
                "consistency?from=2&to=1 | from is 2 (expected: 0 to 1).",
                "consistency?from=0&to=99999999 | to is 99999999 (expected: 0 to",
                "consistency?from=-1 | from is -1 (expected: 0 to",
                "consistency?to=-1 | to is -1 (expected: 0 to"
            })
    void saysWhatIsWrongWithAParameter(String path, String detail) {
        if (api.get("/v1/audit/checkpoint")
                .text()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .equals("0")) {
            proof(api.hiring("{}")); // waits for a checkpoint that is not empty
        }
        JsonNode problem = BadRequestTests.problem(api.get("/v1/audit/" + path), 400, "bad-parameter");
        assertThat(problem.path("detail").stringValue()).startsWith(detail);
    }

    @Test
    void saysThatAnExportIsAZipFile() {
        Reply reply = api.send("GET", "/v1/audit/export", BodyPublishers.noBody(), "Accept", "application/json");
        assertThat(BadRequestTests.problem(reply, 406, "not-acceptable")
                        .path("detail")
                        .stringValue())
                .isEqualTo("This answer is a ZIP file (expected: Accept: application/zip).");
    }

    @Test
    void hasNoProofForWhatIsNotRecorded() {
        JsonNode problem = BadRequestTests.problem(api.get("/v1/recommendations/nothing/proof"), 404, "no-proof");
        assertThat(problem.path("detail").stringValue())
                .startsWith("There is no entry for \"nothing\": nothing is recorded");
    }

    private JsonNode proof(Reply sent) {
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        Reply proof = api.get(sent.header("Location") + "/proof");
        assertThat(proof.status()).as(proof.text()).isEqualTo(200);
        return proof.json();
    }

    /** The lines of a checkpoint whose signature fits the key that the service gives out. */
    private String[] verified(String note) throws GeneralSecurityException {
        String[] verifier = api.get("/v1/audit/key").text().strip().split("\\+", 3);
        byte[] key = Base64.getDecoder().decode(verifier[2]);
        byte[] spki = Arrays.copyOf(HexFormat.of().parseHex("302a300506032b6570032100"), 44);
        System.arraycopy(key, 1, spki, 12, 32);
        int end = note.lastIndexOf("\n\n") + 1;
        String[] line = note.substring(end + 1).strip().split(" ");
        assertThat(line[1]).isEqualTo(verifier[0]);
        byte[] signature = Base64.getDecoder().decode(line[2]);
        assertThat(HexFormat.of().formatHex(signature, 0, 4)).isEqualTo(verifier[1]);
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        ed25519.update(note.substring(0, end).getBytes(StandardCharsets.UTF_8));
        assertThat(ed25519.verify(signature, 4, 64)).isTrue();
        String[] lines = note.split("\n");
        assertThat(lines[0]).isEqualTo(verifier[0]);
        return lines;
    }

    /** Walks up from the leaf: at each level a node is a left child, a right one, or the last of an odd row. */
    private static byte[] root(byte[] leaf, long index, long size, JsonNode path) {
        byte[] hash = leaf;
        int used = 0;
        long row = size;
        for (long at = index; row > 1; at /= 2, row = (row + 1) / 2) {
            if (at % 2 == 1) {
                hash = sha256(new byte[] {1}, binary(path.get(used++)), hash);
            } else if (at + 1 < row) {
                hash = sha256(new byte[] {1}, hash, binary(path.get(used++)));
            }
        }
        assertThat(used).isEqualTo(path.size());
        return hash;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] binary(JsonNode base64) {
        return Base64.getDecoder().decode(base64.stringValue());
    }

    private static String text(JsonNode base64) {
        return new String(binary(base64), StandardCharsets.UTF_8);
    }
}
