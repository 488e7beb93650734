package io.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.serving.PolicyFolder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that is killed while two versions are made live in turn. The long run:
 * {@code mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ActivationKilledJarTests -Drolecall.kills=50},
 * with {@code -Drolecall.seed=N} for other moments.
 */
class ActivationKilledJarTests {

    private static final int KILLS = Integer.getInteger("rolecall.kills", 1);
    private static final long SEED = Long.getLong("rolecall.seed", System.nanoTime());

    /** From the first activation to the kill; one takes some milliseconds. */
    private static final int LONGEST = 300;

    private static final String POLICY = "/v1/policies/sample";
    private static final String WANTED = "{\"facts\": {\"thing\": {\"wanted\": true}}}";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path temporary;

    /** The version of each activation that was answered, in their order: its number is its place, from 1. */
    private final List<Integer> acknowledged = new ArrayList<>();

    @Test
    void leavesTheOldVersionActiveOrTheNewOneAndLosesNothingItAcknowledged() throws Exception {
        System.out.printf("-Drolecall.seed=%d%n", SEED);
        Random random = new Random(SEED);
        int finished = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
            try (Packaged service = Packaged.serve(temporary, temporary.resolve("data"), "--rolecall.rules-mode=off")) {
                Caller api = service.api();
                if (kill == 0) {
                    publish(api, 0, PolicyFolder.files("sample", "wanted", words(1)));
                    publish(api, 1, PolicyFolder.files("sample", "wanted", words(2)));
                } else {
                    finished += check(api);
                }
                if (kill < KILLS) {
                    CompletableFuture<Void> first = new CompletableFuture<>();
                    CompletableFuture<Void> client = CompletableFuture.runAsync(() -> activate(api, first));
                    first.get(30, TimeUnit.SECONDS);
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(1_000 * LONGEST));
                    service.kill();
                    client.get(30, TimeUnit.SECONDS);
                }
            }
        }
        System.out.printf(
                "%d kills, %,d activations that were answered, none of them lost; %d more were made, and not answered%n",
                KILLS, acknowledged.size() - finished, finished);
    }

    private static String words(int version) {
        return "Version " + version + ".";
    }

    private static void publish(Caller api, int base, Map<String, String> files) {
        Reply reply = api.post(
                POLICY + "/versions",
                JSON.writeValueAsString(Map.of("base", base, "files", files, "note", "Another.")));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    /** The version that is not active, then the other, until the service is gone. */
    private void activate(Caller api, CompletableFuture<Void> first) {
        try {
            while (true) {
                int next = acknowledged.isEmpty() || acknowledged.get(acknowledged.size() - 1) == 2 ? 1 : 2;
                Reply reply = api.post(POLICY + "/activations", "{\"version\": " + next + "}");
                assertThat(reply.status()).as(reply.text()).isEqualTo(201);
                acknowledged.add(next);
                assertThat(reply.json().path("number").intValue()).isEqualTo(acknowledged.size());
                first.complete(null);
            }
        } catch (UncheckedIOException e) {
            // killed
        } catch (RuntimeException | AssertionError e) {
            first.completeExceptionally(e);
            throw e;
        }
    }

    /** @return 1 where the activation was made that was under way */
    private int check(Caller api) {
        List<Integer> history = history(api);
        int more = history.size() - acknowledged.size();
        assertThat(more).isBetween(0, 1);
        assertThat(history.subList(0, acknowledged.size())).isEqualTo(acknowledged);
        int active = history.get(history.size() - 1);
        if (more == 1) {
            assertThat(active).isNotEqualTo(acknowledged.get(acknowledged.size() - 1));
            acknowledged.add(active);
        }
        assertThat(logged(api)).isEqualTo(history);
        assertThat(api.get(POLICY).json().path("version").intValue()).isEqualTo(active);
        Reply answer = api.post(POLICY + "/recommendations", WANTED);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().at("/policy/version").intValue()).isEqualTo(active);
        assertThat(answer.json().at("/signals/0/because").stringValue()).isEqualTo(words(active));
        return more;
    }

    /** The versions of all activations, the oldest first: numbered without a gap. */
    private static List<Integer> history(Caller api) {
        List<Integer> versions = new ArrayList<>();
        String next = "";
        int expected = -1;
        while (true) {
            JsonNode page =
                    api.get(POLICY + "/activations?limit=500&cursor=" + next).json();
            for (JsonNode one : page.path("items")) {
                int number = one.path("number").intValue();
                assertThat(number).isEqualTo(expected < 0 ? number : expected);
                assertThat(one.path("actor").stringValue()).isNotBlank();
                versions.add(0, one.path("version").intValue());
                expected = number - 1;
            }
            if (page.path("next").isNull()) {
                assertThat(expected).isZero();
                return versions;
            }
            next = page.path("next").stringValue();
        }
    }

    /** The same, as the log tells it. */
    private static List<Integer> logged(Caller api) {
        List<Integer> versions = new ArrayList<>();
        for (String from = "0"; from != null; ) {
            JsonNode page = api.get("/v1/audit/entries?limit=1000&from=" + from).json();
            for (JsonNode item : page.path("items")) {
                JsonNode entry = JSON.readTree(new String(
                        Base64.getDecoder().decode(item.path("entry").stringValue()), StandardCharsets.UTF_8));
                if (entry.path("type").stringValue().equals("policy.activated")) {
                    versions.add(entry.at("/policy/version").intValue());
                }
            }
            from = page.path("next").stringValue(null);
        }
        return versions;
    }
}
