package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The script that checks a proof finds every change of it, in a browser. */
class ProofScriptTests extends RunningService {

    static final Path OTHER = Path.of("src/test/resources/proof-of-another-log.json");

    private static final Path CHECK = Path.of("src/test/resources/proof-check.js");
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static Map<String, Object> json(byte[] text) {
        return JsonMapper.shared().readValue(text, OBJECT);
    }

    /** Of the second of three records, so that it has neighbours. */
    private Map<String, Object> proof() {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            places.add(api.hiring("{}").header("Location"));
        }
        api.get(places.get(2) + "/proof"); // signed by then
        return json(api.get(places.get(1) + "/proof").bytes());
    }

    @Test
    void findsEveryChange() throws IOException {
        Map<String, Object> other = json(Files.readAllBytes(OTHER));
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("proof", proof());
        given.put("key", api.get("/v1/audit/key").text().strip());
        given.put("other", other.get("proof"));
        given.put("otherKey", other.get("key"));
        Object found;
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            found = visit.go("/audit").page().evaluate(script(), given);
        }
        assertThat((List<?>) found)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .containsExactly(
                        "as it is: proven",
                        "without an id: proven",
                        "erased: proven",
                        "another id: entry",
                        "changed answer: answer",
                        "changed salt: request",
                        "answer of another record: answer",
                        "changed entry: entry path",
                        "changed entry and leaf: request answer path",
                        "entry that is no JSON: entry request answer path",
                        "changed path: path",
                        "shorter path: path",
                        "longer path: path",
                        "wrong index: path",
                        "index out of range: path",
                        "wrong size: checkpoint path",
                        "changed root: path signature",
                        "wrong signature: signature",
                        "no signature: signature",
                        "signature of another name: signature",
                        "no checkpoint: checkpoint path signature",
                        "wrong key: signature",
                        "key of another log: signature",
                        "changed key: signature",
                        "another log's checkpoint: path signature",
                        "hashes: true");
    }

    /** Without its comment, which would hide that it is a function. */
    private static String script() throws IOException {
        return Files.readString(CHECK).replaceFirst("(?s)^.*?\n(?=async)", "");
    }
}
