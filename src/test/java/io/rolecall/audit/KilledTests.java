package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn test -Dtest=KilledTests -Drolecall.kills=1000} for the long run. */
class KilledTests {

    private static final int KILLS = Integer.getInteger("rolecall.kills", 3);

    private static final long SEED = Long.getLong("rolecall.seed", 7);

    /** So many on one database, or looking through all of it after each would take the long run a day. */
    private static final int EACH = 20;

    /** One in so many is proved by a path, which the slow tree makes anew for each; all of them by the root over all entries. */
    private static final int PROVED = 50;

    @TempDir
    Path folder;

    @Test
    void losesNothingItAcknowledgedWhenTheProcessIsKilled() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        Random random = new Random(SEED);
        long found = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path data = Files.createDirectories(folder.resolve(String.valueOf(kill / EACH)));
            List<String> ids = killed(Appending.start(data), random.nextInt(1_000));
            assertThat(ids).as("kill %d", kill).isNotEmpty();
            acknowledged.addAll(ids);
            check(data, ids);
            if ((kill + 1) % EACH == 0 || kill + 1 == KILLS) {
                check(data, acknowledged);
                found += acknowledged.size();
                acknowledged.clear();
                System.out.printf("%d kills, %,d acknowledged records found%n", kill + 1, found);
            }
        }
    }

    static String id(LoggedEntry entry) {
        String text = new String(entry.entry(), StandardCharsets.UTF_8);
        int start = text.indexOf("\"id\":\"") + 6;
        return text.substring(start, text.indexOf('"', start));
    }

    /** What a process had acknowledged when it was killed so long after its first record. */
    static List<String> killed(Process child, int millis) throws Exception {
        CompletableFuture<Void> started = new CompletableFuture<>();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> {
            try (var in = child.getInputStream()) {
                byte[] first = in.readNBytes(1);
                started.complete(null);
                return new String(first, StandardCharsets.US_ASCII)
                        + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        started.get(30, TimeUnit.SECONDS);
        Thread.sleep(millis);
        child.toHandle().destroyForcibly(); // child.destroyForcibly() would close the output before it is read
        child.waitFor(10, TimeUnit.SECONDS);
        return output.get(10, TimeUnit.SECONDS)
                .lines()
                .filter(line -> line.length() == 36)
                .toList();
    }

    private static void check(Path data, Iterable<String> ids) {
        try (SqliteStore store = Entries.store(data)) {
            AuditLog log = Entries.log(store);
            ProvableLog proofs = new ProvableLog(store);
            assertThat(log.doubt()).isNull();
            NaiveTree tree = new NaiveTree();
            Map<String, Integer> logged = new HashMap<>();
            for (LoggedEntry entry : proofs.entries(0, Integer.MAX_VALUE)) {
                assertThat(entry.index()).isEqualTo(tree.size());
                tree.add(entry.entry());
                logged.merge(id(entry), 1, Integer::sum);
            }
            int number = 0;
            for (String id : ids) {
                assertThat(logged).as("once in the log").containsEntry(id, 1);
                assertThat(log.answer(id).map(answer -> new String(answer, StandardCharsets.UTF_8)))
                        .hasValueSatisfying(answer -> assertThat(answer).contains(id, Entries.noise(id)));
                if (number++ % PROVED != 0) {
                    continue;
                }
                Proof proof = proofs.proof(id).orElseThrow();
                assertThat(tree.entry(proof.index())).isEqualTo(proof.entry());
                assertThat(proof.path()).containsExactlyElementsOf(tree.inclusion(proof.index(), proof.treeSize()));
            }
            Checkpoint newest = proofs.checkpoint();
            assertThat(newest.root()).isEqualTo(tree.root(newest.size()));
            assertThat(store.<byte[]>read(session -> Head.read(session).root())).isEqualTo(tree.root(tree.size()));
            assertThat(store.<String>read(session -> session.first("PRAGMA integrity_check", row -> row.getString(1))
                            .orElseThrow()))
                    .isEqualTo("ok");
        }
    }
}
