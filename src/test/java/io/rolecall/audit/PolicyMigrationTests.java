package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was active in a database from before activations were kept is active still. */
class PolicyMigrationTests {

    @TempDir
    Path folder;

    @Test
    void findsTheActiveVersionInTheLog() throws SQLException {
        before();
        try (Connection database = database()) {
            version(database, "hiring", 1);
            version(database, "hiring", 2);
            version(database, "lending", 1);
            entry(database, 0, "hiring", 1, "2026-01-01T00:00:00.123Z");
            entry(database, 1, "hiring", 2, "2026-01-02T00:00:00Z");
            entry(database, 2, "hiring", 1, "2026-01-03T00:00:00.001Z");
        }
        migrate("latest");
        try (Connection database = database()) {
            assertThat(column(
                            database,
                            "SELECT policy || ' ' || number || ' v' || version || ' ' || at || ' ' || actor"
                                    + " FROM policy_activation ORDER BY policy, number"))
                    .containsExactly(
                            "hiring 1 v1 "
                                    + Instant.parse("2026-01-01T00:00:00.123Z").toEpochMilli() + " folder",
                            "hiring 2 v2 "
                                    + Instant.parse("2026-01-02T00:00:00Z").toEpochMilli() + " folder",
                            "hiring 3 v1 "
                                    + Instant.parse("2026-01-03T00:00:00.001Z").toEpochMilli() + " folder",
                            "lending 1 v1 5 folder");
            assertThat(column(database, "SELECT policy || ' ' || digest FROM policy_folder ORDER BY policy"))
                    .containsExactly("hiring sha256:1", "lending sha256:1");
        }
    }

    private void before() {
        migrate("6");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + folder.resolve("old.db"), null, null)
                .locations("classpath:db/migration/sqlite")
                .target(target.equals("latest") ? MigrationVersion.LATEST : MigrationVersion.fromVersion(target))
                .load()
                .migrate();
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("old.db"));
    }

    private static void version(Connection database, String policy, int number) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO policy_version (policy, number, digest, activated_at, files, sample) VALUES (?, ?, ?, 5, x'', x'')")) {
            insert.setString(1, policy);
            insert.setInt(2, number);
            insert.setString(3, "sha256:" + number);
            insert.execute();
        }
    }

    private static void entry(Connection database, int index, String policy, int version, String at)
            throws SQLException {
        String text = """
                {"actor":"folder","id":"id %d","policy":{"digest":"sha256:%d","name":"%s","version":%d},"t":"%s","type":"policy.activated"}""".formatted(index, version, policy, version, at);
        try (PreparedStatement insert =
                database.prepareStatement("INSERT INTO entry (entry_index, about, bytes) VALUES (?, ?, ?)")) {
            insert.setInt(1, index);
            insert.setString(2, "policy.activated " + policy);
            insert.setBytes(3, text.getBytes(StandardCharsets.UTF_8));
            insert.execute();
        }
    }

    private static List<String> column(Connection database, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var rows = database.createStatement().executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
