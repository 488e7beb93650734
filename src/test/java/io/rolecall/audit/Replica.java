package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** One replica of the service, as far as the record goes, with a folder of its own and the key of all. */
final class Replica implements AutoCloseable {

    /** About so many proofs are looked at, where there are more records. */
    private static final int PROVED = 250;

    final PostgresStore store;
    final AuditLog log;
    final ProvableLog proofs;

    // What callers were told.
    final Set<String> recorded = ConcurrentHashMap.newKeySet();
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    final Set<String> unknown = ConcurrentHashMap.newKeySet();

    private final List<Thread> load = new ArrayList<>();
    private volatile boolean loaded;

    private Replica(PostgresStore store) {
        this.store = store;
        this.log = Entries.log(store);
        this.proofs = new ProvableLog(store);
    }

    static Replica open(String url, Path folder) {
        return open(url, folder, 1);
    }

    static Replica open(String url, Path folder, int number) {
        return new Replica(
                PostgresStore.open(url, "", "", folder.resolve("replica-" + number), Entries.signing(folder)));
    }

    /** Appends from so many threads until {@link #rest}. */
    void load(int threads) {
        loaded = true;
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (loaded) {
                    append(Entries.any());
                }
            });
            load.add(thread);
            thread.start();
        }
    }

    private void append(Entry entry) {
        try {
            log.append(entry);
            recorded.add(entry.id());
        } catch (OutcomeUnknownException e) {
            unknown.add(entry.id());
        } catch (NotRecordedException e) {
            refused.add(entry.id());
            sleep(5);
        }
    }

    void rest() throws InterruptedException {
        loaded = false;
        for (Thread thread : load) {
            thread.join();
        }
        load.clear();
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** That the log is whole, holds each of these once with its answer, and none of those. */
    void holds(Collection<String> ids, Collection<String> not) {
        assertThat(log.doubt()).isNull();
        Map<String, Proof> found = new HashMap<>();
        int number = 0;
        for (String id : ids) {
            assertThat(log.answer(id).map(answer -> new String(answer, StandardCharsets.UTF_8)))
                    .hasValueSatisfying(answer -> assertThat(answer).contains(id, Entries.noise(id)));
            if (number++ % (1 + ids.size() / PROVED) == 0) {
                found.put(id, proofs.proof(id).orElseThrow());
            }
        }
        NaiveTree tree = tree();
        assertThat(proofs.entries(0, Integer.MAX_VALUE).stream()
                        .map(KilledTests::id)
                        .collect(Collectors.toSet()))
                .containsAll(ids);
        found.forEach((id, proof) -> {
            assertThat(tree.entry(proof.index())).isEqualTo(proof.entry());
            assertThat(Checkpoint.parse(proof.checkpoint()).orElseThrow().root())
                    .isEqualTo(tree.root(proof.treeSize()));
        });
        found.values().stream()
                .limit(10)
                .forEach(proof -> assertThat(proof.path())
                        .containsExactlyElementsOf(tree.inclusion(proof.index(), proof.treeSize())));
        assertThat(not).allSatisfy(id -> assertThat(log.answer(id)).isEmpty());
    }

    /** All entries, which are dense and each there once. */
    NaiveTree tree() {
        NaiveTree tree = new NaiveTree();
        Set<String> leaves = new TreeSet<>();
        for (LoggedEntry entry : proofs.entries(0, Integer.MAX_VALUE)) {
            assertThat(entry.index()).isEqualTo(tree.size());
            assertThat(leaves.add(new String(entry.leaf(), StandardCharsets.ISO_8859_1)))
                    .isTrue();
            tree.add(entry.entry());
        }
        return tree;
    }

    @Override
    public void close() {
        store.close();
    }
}
