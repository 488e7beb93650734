package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.StartedService;
import io.rolecall.audit.Postgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one database serve what is active, whichever of them was told. */
class ReplicatedPolicyTests {

    @TempDir
    Path temporary;

    @Test
    void followEachOtherAndComeBackWithoutTheFolder() throws Exception {
        String url = Postgres.shared().database();
        try (StartedService one = replica(url, "one")) {
            SamplePolicy first = new SamplePolicy(one.api(), "sample");
            assertThat(first.publish("ada", 0, first.files()).status()).isEqualTo(201);
            assertThat(first.activate("ada", 1).status()).isEqualTo(201);
            try (StartedService two = replica(url, "two")) {
                SamplePolicy second = new SamplePolicy(two.api(), "sample");
                assertThat(second.says()).isEqualTo("First.");

                second.publish("ada", 1, second.saying("Second."));
                Reply everywhere = two.api().post(second.path("/activations"), "{\"version\": 2, \"wait\": \"all\"}");
                assertThat(everywhere.status()).as(everywhere.text()).isEqualTo(201);
                assertThat(first.says()).isEqualTo("Second.");
                assertThat(second.says()).isEqualTo("Second.");
                assertThat(served(first)).containsExactly("2 at 2", "2 at 2");

                first.activate("bob", 1);
                assertThat(second.comesToSay("First.")).isTrue();
            }
            assertThat(served(first)).containsExactly("1 at 3");
        }
        try (StartedService again = replica(url, "one")) {
            SamplePolicy third = new SamplePolicy(again.api(), "sample");
            assertThat(third.says()).isEqualTo("First.");
            assertThat(third.get("/activations").json().path("items")).hasSize(3);
        }
    }

    private StartedService replica(String url, String name) {
        return StartedService.with(
                "rolecall.rules-mode=off",
                "rolecall.data=" + temporary.resolve(name),
                "rolecall.audit.key=" + temporary.resolve("audit.key"),
                "spring.datasource.url=" + url);
    }

    private static List<String> served(SamplePolicy policy) {
        List<String> served = new ArrayList<>();
        policy.get("/replicas")
                .json()
                .path("items")
                .forEach(one -> served.add(one.path("version") + " at " + one.path("activation")));
        return served;
    }
}
