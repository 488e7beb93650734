package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class UnavailableTests {

    @TempDir
    Path folder;

    @Test
    void createsTheFolder() {
        Path below = folder.resolve("a/b");
        Entries.store(below).close();
        assertThat(below.resolve("rolecall.db")).exists();
    }

    @Test
    void keepsItsFilesFromAnybodyButTheirOwner() throws IOException {
        try (SqliteStore store = Entries.store(folder)) {
            Entries.log(store).append(Entries.any());
            assertThat(store.checkpoints().covering(1)).isNotNull();
            try (var files = Files.list(folder)) {
                assertThat(files)
                        .hasSizeGreaterThanOrEqualTo(6)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void leavesTheRightsOfAFileThatIsThereToItsOperator() throws IOException {
        Entries.store(folder).close();
        Path file = folder.resolve("rolecall.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Entries.store(folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void saysWhyNoCheckpointIsShown() throws Exception {
        try (SqliteStore store = Entries.store(folder)) {
            AuditLog log = Entries.log(store);
            Path taken = folder.resolve("rolecall.db.checkpoint.new"); // where a new one is written
            Files.createDirectories(taken.resolve("full"));
            log.append(Entries.any());
            await(() -> !log.accepting());
            assertThat(log.refusal())
                    .contains("rolecall.db.checkpoint", "and so not be shown", "NotEmpty")
                    .doesNotContain("\n");
            log.append(Entries.any());
            Files.delete(taken.resolve("full")); // and an empty one is in nobody's way
            await(log::accepting);
            assertThat(new ProvableLog(store).checkpoint().size()).isPositive();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void readsNothingOnceItIsClosed() {
        SqliteStore store = Entries.store(folder);
        AuditLog log = Entries.log(store);
        store.close();
        assertThatThrownBy(() -> log.answer("any"))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("rolecall.db is closed");
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        refuses(file.resolve("data/rolecall.db"), "cannot be written", "set rolecall.data to a writable folder");
    }

    @Test
    void saysThatTheFileIsNoDatabase() throws IOException {
        Path file = Files.writeString(
                folder.resolve("rolecall.db"), "not a database, but long enough for a header ".repeat(200));
        refuses(file, "is not a SQLite database", "move it away");
        assertThat(file).content().startsWith("not a database");
    }

    @Test
    void saysThatTheSchemaIsNewer() throws Exception {
        Entries.store(folder).close();
        Path file = folder.resolve("rolecall.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection
                    .createStatement()
                    .executeUpdate(
                            "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1,"
                                    + " installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
        }
        refuses(file, "does not have a schema this version can use", "use the Rolecall that wrote it");
    }

    @Test
    void refusesASecondLogInThisProcess() {
        try (SqliteStore store = Entries.store(folder)) {
            refuses(
                    folder.resolve("rolecall.db"),
                    "is in use by process " + ProcessHandle.current().pid(),
                    "stop that process");
            assertThat(store.accepting()).isTrue();
        }
        Entries.store(folder).close();
    }

    @Test
    void refusesASecondProcess() throws Exception {
        Process child = Appending.start(folder);
        try {
            assertThat(child.inputReader().readLine()).isNotNull();
            refuses(folder.resolve("rolecall.db"), "is in use by process " + child.pid(), "stop that process");
        } finally {
            child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        Entries.store(folder).close();
    }

    @Test
    void saysWhichDatabasesThereAre() {
        assertThatThrownBy(() -> DatabaseFile.path("jdbc:sqlite::memory:"))
                .hasMessage("spring.datasource.url: jdbc:sqlite::memory: (expected: jdbc:sqlite:FILE or"
                        + " jdbc:postgresql://HOST:PORT/DATABASE)");
        assertThatThrownBy(() -> DatabaseFile.path("jdbc:h2:mem:x")).isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void recordsNothingWhenTheDiskIsNearlyFull() {
        try (SqliteStore store =
                SqliteStore.open(folder.resolve("rolecall.db"), DataSize.ofTerabytes(1_000), Entries.signing(folder))) {
            AuditLog log = Entries.log(store);
            Entry entry = Entries.any();
            assertThat(log.accepting()).isFalse();
            assertThatThrownBy(() -> log.append(entry))
                    .isInstanceOf(NotRecordedException.class)
                    .hasMessageContaining("the disk is nearly full");
            assertThat(log.answer(entry.id())).isEmpty();
        }
    }

    @Test
    void recordsNothingWhenTheFileIsGone() throws IOException {
        try (SqliteStore store = Entries.store(folder)) {
            AuditLog log = Entries.log(store);
            Files.delete(folder.resolve("rolecall.db"));
            assertThat(log.accepting()).isFalse();
            assertThatThrownBy(() -> log.append(Entries.any())).isInstanceOf(NotRecordedException.class);
        }
    }

    private void refuses(Path path, String what, String mend) {
        assertThatThrownBy(() -> SqliteStore.open(path, DataSize.ofMegabytes(1), Entries.signing(folder)))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContaining(what)
                .hasMessageContaining(mend)
                .hasMessageNotContaining("\n");
    }
}
