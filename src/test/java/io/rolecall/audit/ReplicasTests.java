package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.audit.Appended.Recorded;
import io.rolecall.audit.Appended.Replayed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several replicas on one database. */
class ReplicasTests {

    @TempDir
    Path folder;

    String url;

    @BeforeEach
    void create() {
        url = Postgres.shared().database();
    }

    @Test
    void twoReplicasWriteOneLog() throws Exception {
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2)) {
            List<Checkpoint> shown = new ArrayList<>();
            one.load(4);
            other.load(4);
            for (int i = 0; i < 25; i++) {
                Replica.sleep(100);
                shown.add(one.proofs.checkpoint());
                shown.add(other.proofs.checkpoint());
            }
            one.rest();
            other.rest();
            assertThat(one.recorded).isNotEmpty();
            assertThat(other.recorded).isNotEmpty();
            assertThat(one.refused).isEmpty();
            assertThat(other.refused).isEmpty();
            Set<String> all = new HashSet<>(one.recorded);
            all.addAll(other.recorded);
            one.holds(other.recorded, Set.of());
            other.holds(one.recorded, Set.of());
            NaiveTree tree = one.tree();
            assertThat(tree.size()).isEqualTo(all.size());
            Map<Long, String> roots = new HashMap<>();
            for (Checkpoint checkpoint : shown) {
                assertThat(checkpoint.note())
                        .isEqualTo(roots.computeIfAbsent(checkpoint.size(), size -> checkpoint.note()));
            }
            assertThat(roots).hasSizeGreaterThan(2);
            shown.stream()
                    .filter(checkpoint -> checkpoint.note().equals(roots.remove(checkpoint.size())))
                    .forEach(checkpoint -> assertThat(checkpoint.root()).isEqualTo(tree.root(checkpoint.size())));
        }
    }

    /** Each replica has the same keys at the same moment, in another order, so that they get into each other's way. */
    @Test
    void recordsAKeyOnceHoweverManyReplicasUseIt() throws Exception {
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2)) {
            List<Callable<Appended>> tasks = new ArrayList<>();
            int keys = 12;
            for (int i = 0; i < keys; i++) {
                Idempotency up = new Idempotency("key-" + i, "print");
                Idempotency down = new Idempotency("key-" + (keys - 1 - i), "print");
                tasks.add(() -> one.log.append(Entries.with(up)));
                tasks.add(() -> other.log.append(Entries.with(down)));
            }
            CyclicBarrier start = new CyclicBarrier(tasks.size());
            AtomicInteger next = new AtomicInteger();
            List<Appended> results = AuditLogTests.together(tasks.size(), () -> {
                Callable<Appended> task = tasks.get(next.getAndIncrement());
                start.await();
                return task.call();
            });
            assertThat(results).filteredOn(Recorded.class::isInstance).hasSize(keys);
            assertThat(results).filteredOn(Replayed.class::isInstance).hasSize(keys);
            Search all = new Search(null, null, null, null, null, null, null, null, 1_000);
            assertThat(one.log.search(all).items()).hasSize(keys);
            List<String> ids =
                    one.log.search(all).items().stream().map(Summary::id).toList();
            other.holds(ids, Set.of());
            assertThat(other.tree().size()).isEqualTo(keys);
        }
    }

    @Test
    void eitherHoldOrEraseHoweverManyReplicasDoBoth() throws Exception {
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2)) {
            Holds holds = new Holds(one.store, Entries.ENGINE);
            Erasures erasures = new Erasures(other.store, Entries.ENGINE);
            for (int i = 0; i < 20; i++) {
                String id = Entries.id();
                one.log.append(Entries.hiring(id, null));
                AtomicInteger next = new AtomicInteger();
                CyclicBarrier start = new CyclicBarrier(2);
                List<String> done = AuditLogTests.together(2, () -> {
                    boolean hold = next.getAndIncrement() == 0;
                    start.await();
                    try {
                        return hold
                                ? "held " + holds.place(id, "why").isPresent()
                                : "erased " + erasures.erase(id).isPresent();
                    } catch (HeldException | ErasedException e) {
                        return "refused";
                    }
                });
                assertThat(done).contains("refused").containsAnyOf("held true", "erased true");
                assertThat(holds.of(id).isPresent()).isEqualTo(done.contains("held true"));
            }
            assertThat(one.log.doubt()).isNull();
        }
    }

    @Test
    void numbersAVersionOnceHoweverManyReplicasActivateIt() throws Exception {
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2)) {
            ConcurrentLinkedQueue<PolicyVersions> versions = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 8; i++) {
                versions.add(new PolicyVersions(i % 2 == 0 ? one.store : other.store, Entries.ENGINE));
            }
            List<Map<String, Integer>> numbers = AuditLogTests.together(8, () -> {
                PolicyVersions mine = versions.remove();
                Map<String, Integer> given = new HashMap<>();
                for (String digest : List.of("a", "b", "c", "d", "e")) {
                    given.put(digest, Entries.activate(mine, "hiring", digest, new byte[] {1}, new byte[0]));
                }
                return given;
            });
            assertThat(new HashSet<>(numbers)).hasSize(1);
            assertThat(numbers.get(0).values()).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        }
    }

    /** Nobody's draft is lost, and nobody decides on something else than what is there. */
    @Test
    void takeOneOfTwoDraftsAndActivationsAtOnce() throws Exception {
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2)) {
            PolicyVersions[] versions = {
                new PolicyVersions(one.store, Entries.ENGINE), new PolicyVersions(other.store, Entries.ENGINE)
            };
            PolicyActivations[] activations = {
                new PolicyActivations(one.store, Entries.ENGINE), new PolicyActivations(other.store, Entries.ENGINE)
            };
            for (int round = 0; round < 15; round++) {
                int base = round;
                AtomicInteger turn = new AtomicInteger();
                List<Optional<PolicyVersion>> published = AuditLogTests.together(2, () -> {
                    int mine = turn.getAndIncrement();
                    return Optional.ofNullable(versions[mine]
                            .publish(Entries.draft("hiring", base, "by " + mine + " in " + base))
                            .version());
                });
                assertThat(published).filteredOn(Optional::isPresent).hasSize(1);
                PolicyVersion version =
                        published.stream().flatMap(Optional::stream).findFirst().orElseThrow();
                assertThat(version.number()).isEqualTo(base + 1);
                turn.set(0);
                List<Optional<PolicyActivation>> activated = AuditLogTests.together(
                        2, () -> activations[turn.getAndIncrement()].activate(version, "ada", null, base));
                assertThat(activated).filteredOn(Optional::isPresent).hasSize(1);
            }
            assertThat(activations[0].list("hiring", Long.MAX_VALUE, 100)).hasSize(15);
        }
    }

    @Test
    void startTogetherOnAnEmptyDatabase() throws Exception {
        String url = Postgres.shared().empty();
        SigningKey.generate().write(folder.resolve("audit.key"));
        AtomicInteger number = new AtomicInteger();
        List<Replica> replicas = AuditLogTests.together(4, () -> Replica.open(url, folder, number.incrementAndGet()));
        Entry entry = Entries.any();
        replicas.get(0).log.append(entry);
        for (Replica replica : replicas) {
            replica.holds(List.of(entry.id()), Set.of());
        }
        replicas.forEach(Replica::close);
    }

    @Test
    void oneTakesOverWhereTheOtherIsStopped() throws Exception {
        Entry first = Entries.any();
        Entry second = Entries.any();
        try (Replica other = Replica.open(url, folder, 2)) {
            try (Replica one = Replica.open(url, folder, 1)) {
                one.log.append(first);
                other.holds(List.of(first.id()), Set.of());
            }
            other.log.append(second);
            other.holds(List.of(first.id(), second.id()), Set.of());
        }
    }

    /** {@code -Dtest=ReplicasTests -Drolecall.kills=1000} for the long run. */
    @Test
    void loseNothingTheyAcknowledgedWhenOneIsKilled() throws Exception {
        int kills = Integer.getInteger("rolecall.kills", 1);
        Set<String> acknowledged = new HashSet<>();
        Random random = new Random(7);
        try (Replica other = Replica.open(url, folder, 2)) {
            other.load(1);
            for (int kill = 0; kill < kills; kill++) {
                List<String> ids = KilledTests.killed(Appending.start(folder, url), random.nextInt(1_000));
                assertThat(ids).as("kill %d", kill).isNotEmpty();
                other.holds(ids, Set.of());
                acknowledged.addAll(ids);
            }
            other.rest();
            acknowledged.addAll(other.recorded);
            other.holds(acknowledged, Set.of());
        }
        System.out.printf("%d replicas killed, %,d acknowledged records found%n", kills, acknowledged.size());
    }

    @Test
    void refuseAnotherKey() throws Exception {
        try (Replica one = Replica.open(url, folder, 1)) {
            one.log.append(Entries.any());
            assertThat(one.proofs.checkpoint()).isNotNull();
            SigningKey.generate().write(folder.resolve("other/audit.key"));
            LogSigning another = new LogSigning(folder.resolve("other/audit.key"), null, "example.com/test");
            assertThatThrownBy(() -> PostgresStore.open(url, "", "", folder.resolve("other"), another))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("is another key than the one that signed")
                    .hasMessageContaining("rolecall.audit.key")
                    .hasMessageNotContaining("user=");
        }
    }

    @Test
    void noticeAnOlderDatabase() throws Exception {
        String copy = url.replaceFirst("/(rolecall_\\d+)\\?", "/$1_copy?");
        try (Replica one = Replica.open(url, folder)) {
            one.log.append(Entries.any());
        }
        try (Connection connection =
                DriverManager.getConnection(Postgres.shared().url("postgres"))) {
            String name = url.replaceFirst(".*/(rolecall_\\d+)\\?.*", "$1");
            connection.createStatement().execute("CREATE DATABASE " + name + "_copy TEMPLATE " + name);
        }
        try (Replica one = Replica.open(url, folder)) {
            one.log.append(Entries.any());
        }
        try (Replica one = Replica.open(copy, folder)) {
            assertThat(one.log.doubt()).contains("holds 1 entries, but 2 were signed");
            assertThat(one.log.accepting()).isFalse();
            assertThatThrownBy(() -> one.log.append(Entries.any())).hasMessageContaining("in doubt");
        }
    }
}
