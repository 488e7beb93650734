package io.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.audit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two services as processes of their own on one PostgreSQL, set up by their properties alone. */
class ReplicasJarTests {

    @TempDir
    Path folder;

    private final String url = Postgres.shared().database();

    private Packaged serve(String name) throws IOException {
        return Packaged.serve(
                Path.of("rules-drl"),
                folder.resolve(name),
                "--rolecall.audit.key=" + folder.resolve("audit.key"),
                "--spring.datasource.url=" + url.replaceFirst("\\?.*", ""),
                "--spring.datasource.username=postgres");
    }

    @Test
    void giveTheSameAnswersAndProofsOfOneLogAlsoWhenOneIsKilled() throws Exception {
        try (Packaged first = serve("one")) {
            Caller one = first.api();
            try (Packaged second = serve("other")) {
                Caller other = second.api();
                assertThat(first.management().get("/actuator/health/readiness").status())
                        .isEqualTo(200);
                assertThat(second.management().get("/actuator/health/readiness").status())
                        .isEqualTo(200);
                Reply advice = one.hiring("{}", "Idempotency-Key", "k");
                assertThat(advice.status()).as(advice.text()).isEqualTo(201);
                assertThat(other.hiring("{}", "Idempotency-Key", "k").bytes()).isEqualTo(advice.bytes());
                String location = advice.header("Location");
                assertThat(other.get(location).bytes()).isEqualTo(advice.bytes());
                assertThat(other.post(location + "/replay", "")
                                .json()
                                .path("identical")
                                .booleanValue())
                        .isTrue();
                assertThat(other.post(location + "/follow-ups", "{\"followed\": \"YES\"}")
                                .status())
                        .isEqualTo(201);
                assertThat(one.get(location + "/follow-ups")
                                .json()
                                .at("/items/0/followed")
                                .stringValue())
                        .isEqualTo("YES");
                proves(one, advice);
                proves(other, advice);
                assertThat(one.get("/v1/audit/key").text())
                        .isEqualTo(other.get("/v1/audit/key").text());
                List<Reply> more = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    more.add((i % 2 == 0 ? one : other).hiring("{}"));
                }
                first.kill();
                more.add(other.hiring("{}"));
                for (Reply each : more) {
                    assertThat(each.status()).isEqualTo(201);
                    proves(other, each);
                }
            }
        }
    }

    private static void proves(Caller replica, Reply advice) {
        Reply proof = replica.get(advice.header("Location") + "/proof");
        assertThat(proof.status()).as(proof.text()).isEqualTo(200);
        JsonNode leaf = advice.json().at("/audit/leaf");
        assertThat(proof.json().path("leaf")).isEqualTo(leaf);
        assertThat(replica.get("/v1/audit/entries?limit=1&from=" + proof.json().path("index"))
                        .json()
                        .at("/items/0/leaf"))
                .isEqualTo(leaf);
    }

    @Test
    void sayInOneLineThatTheDatabaseIsAway() throws Exception {
        try (Packaged service = Packaged.serve(
                Path.of("rules-drl"),
                folder.resolve("alone"),
                "--spring.datasource.url=jdbc:postgresql://localhost:1/rolecall?password=secret")) {
            assertThat(service.exit()).isEqualTo(1);
            assertThat(service.err())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "jdbc:postgresql://localhost:1/rolecall cannot be used (Connection to localhost:1 refused.")
                    .endsWith("start it, or set spring.datasource.url to where it is");
            assertThat(service.text()).doesNotContain("secret");
        }
    }
}
