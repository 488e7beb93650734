package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.Rolecall;
import io.rolecall.audit.Postgres;
import io.rolecall.serving.PolicyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Two replicas on one database serve what is active, whichever of them was told. */
class ReplicatedPolicyTests {

    private static final String WANTED = "{\"facts\": {\"thing\": {\"wanted\": true}}}";
    private static final String SIGNALS = "signals/thing.drl";
    private static final Duration CONVERGED = Duration.ofSeconds(5);

    @TempDir
    Path temporary;

    @Test
    void followEachOtherAndComeBackWithoutTheFolder() throws Exception {
        Map<String, String> files = PolicyFolder.files("sample", "wanted", "First.");
        String url = Postgres.shared().database();
        try (ConfigurableApplicationContext one = replica(url, "one")) {
            Caller first = caller(one);
            assertThat(publish(first, 0, files).status()).isEqualTo(201);
            assertThat(activate(first, 1, null).status()).isEqualTo(201);
            try (ConfigurableApplicationContext two = replica(url, "two")) {
                Caller second = caller(two);
                assertThat(says(second)).isEqualTo("First.");

                publish(second, 1, Map.of(SIGNALS, files.get(SIGNALS).replace("First.", "Second.")));
                Reply everywhere = activate(second, 2, "all");
                assertThat(everywhere.status()).as(everywhere.text()).isEqualTo(201);
                assertThat(says(first)).isEqualTo("Second.");
                assertThat(says(second)).isEqualTo("Second.");
                assertThat(served(first)).containsExactly("2 at 2", "2 at 2");

                activate(first, 1, null);
                long end = System.nanoTime() + CONVERGED.toNanos();
                while (!says(second).equals("First.") && System.nanoTime() < end) {
                    Thread.sleep(20);
                }
                assertThat(says(second)).isEqualTo("First.");
            }
            assertThat(served(first)).containsExactly("1 at 3");
        }
        try (ConfigurableApplicationContext again = replica(url, "one")) {
            assertThat(says(caller(again))).isEqualTo("First.");
            assertThat(caller(again).get("/v1/policies/sample/activations").json().path("items"))
                    .hasSize(3);
        }
    }

    private ConfigurableApplicationContext replica(String url, String name) throws Exception {
        Path key = temporary.resolve("audit.key");
        Path data = Files.createDirectories(temporary.resolve(name));
        return new SpringApplicationBuilder(Rolecall.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--rolecall.rules-mode=off",
                        "--rolecall.data=" + data,
                        "--rolecall.audit.key=" + key,
                        "--spring.datasource.url=" + url);
    }

    private static Caller caller(ConfigurableApplicationContext context) {
        return new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static Reply publish(Caller api, int base, Map<String, String> files) {
        return api.post(
                "/v1/policies/sample/versions",
                JsonMapper.shared().writeValueAsString(Map.of("base", base, "files", files, "note", "A change.")));
    }

    private static Reply activate(Caller api, int version, String wait) {
        String rest = wait == null ? "}" : ", \"wait\": \"" + wait + "\"}";
        return api.post("/v1/policies/sample/activations", "{\"version\": " + version + rest);
    }

    private static String says(Caller api) {
        return api.post("/v1/policies/sample/recommendations", WANTED)
                .json()
                .at("/signals/0/because")
                .asString("");
    }

    private static List<String> served(Caller api) {
        List<String> served = new ArrayList<>();
        api.get("/v1/policies/sample/replicas").json().path("items").forEach(one -> served.add(
                one.path("version") + " at " + one.path("activation")));
        return served;
    }
}
