package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches the bytes of every file in the data folder for what was erased. {@code -Drolecall.remnants=30000} for a long run:
 * {@code mvn -q test -Dtest=RemnantTests -Drolecall.remnants=30000}.
 */
class RemnantTests {

    private static final int RECORDS = Integer.getInteger("rolecall.remnants", 480);

    @TempDir
    Path folder;

    SqliteStore store;
    AuditLog log;

    @BeforeEach
    void open() {
        store = Entries.store(folder);
        log = Entries.log(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void leavesNothingOfWhatWasErasedInAnyFile() throws Exception {
        long seed = Long.getLong("rolecall.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Secret> secrets = Collections.synchronizedList(new ArrayList<>());
        List<Long> seeds = Collections.synchronizedList(
                new ArrayList<>(random.longs(8).boxed().toList()));
        AuditLogTests.together(8, () -> {
            Random own = new Random(seeds.remove(0));
            for (int i = 0; i < RECORDS / 8; i++) {
                secrets.add(Secret.recorded(store, own));
            }
            return null;
        });
        assertThat(Remnants.of(folder, secrets)).as("found while it is there").hasSizeGreaterThan(RECORDS * 9 / 10);

        Collections.shuffle(secrets, random);
        List<Secret> erased = secrets.subList(0, RECORDS / 2);
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                log.search(IdempotencyTests.ALL);
            }
        });
        reader.start();
        try {
            Erasures erasures = new Erasures(store, Entries.ENGINE);
            for (int i = 0; i < 20; i++) {
                assertThat(erasures.erase(erased.get(i).id())).isPresent();
                assertThat(Remnants.of(folder, erased.subList(i, i + 1))).isEmpty();
            }
            AuditLogTests.together(8, () -> {
                for (Secret secret : erased) {
                    if (Math.floorMod(secret.id().hashCode(), 8)
                            == Thread.currentThread().getId() % 8) {
                        erasures.erase(secret.id());
                        log.append(Entries.any());
                    }
                }
                return null;
            });
            for (Secret secret : erased) {
                erasures.erase(secret.id());
            }
        } finally {
            done.set(true);
            reader.join();
        }
        assertThat(Remnants.of(folder, erased)).as("seed %d", seed).isEmpty();
        assertThat(Remnants.of(folder, secrets.subList(RECORDS / 2, secrets.size())))
                .isNotEmpty();
        assertThat(store.<String>read(session -> session.first("PRAGMA integrity_check", row -> row.getString(1))
                        .orElseThrow()))
                .isEqualTo("ok");
    }

    /** Killed after the erasure was committed, and before the write-ahead log was emptied. */
    @Test
    void clearsAtTheNextStartWhatAKilledProcessLeft() throws Exception {
        Secret secret = Secret.recorded(store, new Random(3));
        store.close();
        Path killed = Files.createDirectory(folder.resolve("killed"));
        try (DatabaseFile file = DatabaseFile.open(folder.resolve("rolecall.db"), 0);
                Session session = file.writer()) {
            session.begin();
            new Erasing(List.of(secret.id()), Erasure.Cause.REQUEST, Entries.ENGINE).perform(session);
            session.commit();
            try (var files = Files.list(folder)) {
                for (Path each : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(each, killed.resolve(each.getFileName()));
                }
            }
        }
        assertThat(Remnants.of(killed, List.of(secret))).isNotEmpty();
        store = Entries.store(killed);
        assertThat(store.doubt().reason()).isNull();
        assertThat(Remnants.of(killed, List.of(secret))).isEmpty();
    }

    @Test
    void waitsForSomebodyWhoReadsAndLetsOthersRecord() throws Exception {
        Secret secret = Secret.recorded(store, new Random(4));
        CompletableFuture<Optional<Erasure>> erased;
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rolecall.db"))) {
            reader.createStatement().execute("BEGIN");
            reader.createStatement()
                    .executeQuery("SELECT count(*) FROM recommendation")
                    .next();
            erased = CompletableFuture.supplyAsync(() -> new Erasures(store, Entries.ENGINE).erase(secret.id()));
            while (!gone(secret)) {
                Thread.sleep(5);
            }
            for (int i = 0; i < 20; i++) {
                log.append(Entries.any());
            }
            assertThat(erased).isNotDone();
            assertThat(Remnants.of(folder, List.of(secret))).isNotEmpty();
        }
        assertThat(erased.get(20, TimeUnit.SECONDS)).isPresent();
        assertThat(Remnants.of(folder, List.of(secret))).isEmpty();
    }

    @Test
    void goesOnUntilTheWriteAheadLogIsEmptyAlthoughNobodyWaitsAnyMore() throws Exception {
        Secret secret = Secret.recorded(store, new Random(5));
        store.close();
        try (DatabaseFile file = DatabaseFile.open(folder.resolve("rolecall.db"), 0);
                Session session = file.writer()) {
            Clearing clearing = new Clearing(Duration.ZERO, Duration.ZERO);
            Erasing erasing = new Erasing(List.of(secret.id()), Erasure.Cause.REQUEST, Entries.ENGINE);
            Pending<Erasing.Outcome> pending = new Pending<>(erasing);
            try (Session reader = file.snapshot()) {
                reader.first("SELECT count(*) FROM recommendation", row -> row.getLong(1));
                session.begin();
                assertThat(pending.perform(session)).isTrue();
                session.commit();
                clearing.add(pending);
                clearing.go(session);
                assertThatThrownBy(pending::await).isInstanceOf(ErasureUnfinishedException.class);
                assertThat(clearing.waits()).isFalse();
                clearing.go(session);
                assertThat(Remnants.of(folder, List.of(secret))).isNotEmpty();
            }
            clearing.go(session);
            assertThat(Remnants.of(folder, List.of(secret))).isEmpty();
        }
    }

    private boolean gone(Secret secret) {
        return store.read(session -> Erasure.find(session, secret.id())).isPresent();
    }
}
