package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.StartedService;
import io.rolecall.audit.Postgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole way of a change, on two replicas of one database: a draft with a mistake, what the mended one would have changed in what is
 * recorded, the review by another, live everywhere, taken back, and found again by a replica that was started anew.
 * {@code mvn test -Dtest=ReplicatedPolicyTests -Drolecall.recorded=10000} looks at 10,000 recorded answers.
 */
class ReplicatedPolicyTests {

    private static final int RECORDED = Integer.getInteger("rolecall.recorded", 600);
    private static final int CLIENTS = 8;
    private static final String CONCLUSIONS = "conclusions/thing.drl";

    @TempDir
    Path temporary;

    @Test
    void goesTheWholeWayOnTwoReplicas() throws Exception {
        String url = Postgres.shared().database();
        try (StartedService one = replica(url, "one")) {
            SamplePolicy first = new SamplePolicy(one.api(), "sample");
            assertThat(first.publish("ada", 0, first.files()).status()).isEqualTo(201);
            assertThat(first.review(1, "bob", "APPROVE").status()).isEqualTo(201);
            assertThat(first.activate("ada", 1).status()).isEqualTo(201);
            try (StartedService two = replica(url, "two")) {
                SamplePolicy second = new SamplePolicy(two.api(), "sample");
                record(first, second);

                Map<String, String> mistake =
                        Map.of(CONCLUSIONS, first.files().get(CONCLUSIONS).replace("wanted ==", "wantd =="));
                BadRequestTests.problem(second.publish("ada", 1, mistake), 422, "policy-refused");
                Map<String, String> change =
                        Map.of(CONCLUSIONS, first.files().get(CONCLUSIONS).replace("== true", "== false"));
                assertThat(second.publish("ada", 1, change).status()).isEqualTo(201);
                JsonNode impact = impact(first, 2);
                assertThat(impact.path("total").intValue()).isEqualTo(RECORDED);
                assertThat(impact.path("changed").toString())
                        .contains(
                                "{\"from\":\"X\",\"to\":\"UNDECIDED\",\"count\":" + RECORDED / 2 + "}",
                                "{\"from\":\"UNDECIDED\",\"to\":\"X\",\"count\":" + RECORDED / 2 + "}");
                assertThat(impact.at("/byRule/0/rule").stringValue()).isEqualTo("The thing is wanted: recommend");

                BadRequestTests.problem(first.activate("ada", 2), 409, "not-approved");
                Reply review = first.review(2, "bob", "APPROVE");
                assertThat(review.json().path("impact").stringValue())
                        .startsWith(impact.path("id").stringValue());
                Reply everywhere = two.api().post(second.path("/activations"), "{\"version\": 2, \"wait\": \"all\"}");
                assertThat(everywhere.status()).as(everywhere.text()).isEqualTo(201);
                assertThat(outcome(first, true)).isEqualTo("null");
                assertThat(outcome(second, true)).isEqualTo("null");
                assertThat(served(first)).containsExactly("2 at 2", "2 at 2");

                assertThat(first.activate("bob", 1).status()).isEqualTo(201);
                await(() -> outcome(second, true).equals("\"X\""));
            }
            assertThat(served(first)).containsExactly("1 at 3");
        }
        try (StartedService again = replica(url, "one")) {
            SamplePolicy third = new SamplePolicy(again.api(), "sample");
            assertThat(outcome(third, true)).isEqualTo("\"X\"");
            assertThat(third.get("/activations").json().path("items")).hasSize(3);
        }
    }

    private StartedService replica(String url, String name) {
        return StartedService.with(
                "rolecall.rules-mode=off",
                "rolecall.policy.approvals=1",
                "rolecall.data=" + temporary.resolve(name),
                "rolecall.audit.key=" + temporary.resolve("audit.key"),
                "spring.datasource.url=" + url);
    }

    /** Half of them with the thing wanted. */
    private static void record(SamplePolicy... replicas) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Callable<String>> asking = new ArrayList<>();
        for (int i = 0; i < RECORDED; i++) {
            boolean wanted = i % 2 == 0;
            SamplePolicy replica = replicas[i / 2 % replicas.length];
            asking.add(() -> outcome(replica, wanted));
        }
        try {
            for (Future<String> one : clients.invokeAll(asking)) {
                assertThat(one.get()).isIn("null", "\"X\"");
            }
        } finally {
            clients.shutdown();
        }
    }

    private static String outcome(SamplePolicy policy, boolean wanted) {
        return policy.api()
                .post(policy.path("/recommendations"), "{\"facts\": {\"thing\": {\"wanted\": " + wanted + "}}}")
                .json()
                .path("outcome")
                .toString();
    }

    private static JsonNode impact(SamplePolicy policy, int version) throws InterruptedException {
        String location = policy.api()
                .post(policy.path("/versions/" + version + "/impact"), "{\"last\": " + RECORDED + "}")
                .header("Location");
        await(() ->
                !policy.api().get(location).json().path("status").stringValue().equals("RUNNING"));
        return policy.api().get(location).json();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(20);
        }
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
