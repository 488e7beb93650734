package io.rolecall.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import io.rolecall.audit.PolicyDraft;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Callers who have more compiled, or searched, than there is room for, and those beside them. */
class TooBusyTests extends RunningService {

    private static final int CROWD = Turns.AT_ONCE + Turns.WAITING + 8;
    private static final String ADA = "Rolecall-Actor";

    @Autowired
    private PolicyVersions versions;

    @Autowired
    private Turns turns;

    private int stored(Bundle bundle) {
        PolicyDraft draft = PolicyDraft.ofFolder(bundle.name(), bundle.digest(), bundle.packed(), new byte[0], "{}");
        return versions.take(draft, true).version().number();
    }

    private static Bundle sample(String name, String words) {
        return PolicyFolder.bundle(name, PolicyFolder.files(name, "wanted", words));
    }

    @Test
    void areToldToComeAgainWhileOthersAreAnswered() throws Exception {
        Map<String, String> hiring = new TreeMap<>();
        Bundle.read("hiring", Path.of("rules-drl/hiring"))
                .files()
                .forEach((path, text) -> hiring.put(
                        path,
                        new String(text, StandardCharsets.UTF_8)
                                .replace("package hiring;", "package crowd;")
                                .replaceFirst("(?m)^name: hiring", "name: crowd")));
        List<Integer> numbers = IntStream.range(0, CROWD)
                .mapToObj(one -> {
                    hiring.merge("facts.drl", "\n", String::concat);
                    return stored(PolicyFolder.bundle("crowd", hiring));
                })
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(CROWD);
        try {
            List<Future<Reply>> crowd = new ArrayList<>();
            numbers.forEach(number -> crowd.add(pool.submit(() -> pinned("crowd", number))));
            int answered = 0;
            while (!crowd.stream().allMatch(Future::isDone)) {
                assertThat(api.hiring("{}").status()).isEqualTo(201);
                answered++;
            }
            assertThat(answered).isPositive();
            List<Integer> again = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                Reply reply = crowd.get(i).get(30, TimeUnit.SECONDS);
                if (reply.status() == 201) {
                    assertThat(reply.json().at("/policy/version").intValue()).isEqualTo(numbers.get(i));
                } else {
                    isBusy(reply);
                    again.add(numbers.get(i));
                }
            }
            assertThat(again).isNotEmpty().hasSizeLessThan(CROWD);
            assertThat(pinned("crowd", again.get(0)).status()).isEqualTo(201);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void hinderNeitherWhatIsCompiledAlreadyNorWhatIsMadeLive() throws Exception {
        stored(sample("busy", "First."));
        stored(sample("busy", "Second."));
        String second = "/v1/policies/busy/versions/2";
        String report = api.get(second).text();
        String advised = api.hiring("{}").header("Location");
        String same = "/v1/policies/hiring/versions/1/diff?from=1";
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            CountDownLatch begun = new CountDownLatch(Turns.AT_ONCE);
            for (int i = 0; i < Turns.AT_ONCE; i++) {
                pool.submit(() -> turns.take(() -> {
                    begun.countDown();
                    return await(over);
                }));
            }
            assertThat(await(begun)).isTrue();
            for (int i = 0; i < Turns.WAITING; i++) {
                pool.submit(() -> turns.take(() -> true));
            }
            isBusy(pinned("busy", 1));
            String draft = "{\"base\": 2, \"note\": \"Why.\", \"files\": {\"a.drl\": \"package busy;\\n\"}}";
            isBusy(api.get("/v1/policies/busy/versions/1"));
            isBusy(api.get(second + "/diff"));
            isBusy(api.get(same + "&semantic=true"));
            isBusy(api.get(advised + "/changes"));
            assertThat(api.get(same).status()).isEqualTo(200);
            assertThat(api.get(advised + "/sensitivity").status()).isEqualTo(200);
            isBusy(api.post("/v1/policies/busy/versions", draft));
            isBusy(api.post("/v1/policies/busy/versions?dryRun=true", draft));
            isBusy(api.post("/v1/policies/busy/versions/1/reviews", "{\"verdict\": \"APPROVE\"}", ADA, "ada"));
            assertThat(api.get(second).text()).isEqualTo(report);
            assertThat(api.post(second + "/reviews", "{\"verdict\": \"APPROVE\"}", ADA, "ada")
                            .status())
                    .isEqualTo(201);
            assertThat(pinned("hiring", 1).status()).isEqualTo(201);
            assertThat(api.post("/v1/policies/hiring/activations", "{\"version\": 1}")
                            .status())
                    .isEqualTo(200);
        } finally {
            over.countDown();
            pool.shutdown();
        }
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(pinned("busy", 1).status()).isEqualTo(201);
        assertThat(versions.newest("busy")).isEqualTo(2);
    }

    private Reply pinned(String policy, int version) {
        String facts = policy.equals("busy") ? "{\"thing\": {\"wanted\": true}}" : "{}";
        return new Caller(api.port())
                .post(
                        "/v1/policies/" + policy + "/recommendations",
                        "{\"facts\": " + facts + ", \"version\": " + version + "}");
    }

    private static void isBusy(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.json().path("type").stringValue()).isEqualTo("urn:rolecall:problem:too-busy");
        assertThat(reply.json().path("detail").stringValue()).contains("ask again later");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
