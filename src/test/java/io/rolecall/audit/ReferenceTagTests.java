package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTagTests {

    private static final List<String> REFERENCES =
            List.of("", "a", "ticket-1", "Größe 7/8", "😀 halb 😀", "x".repeat(200), "Zeile\nzwei", "case-7");

    @TempDir
    Path folder;

    @Test
    void findsReferencesThatWereRecordedBeforeTheyHadATag() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("rolecall.db");
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/migration/sqlite")
                .target("3")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().executeUpdate("INSERT INTO fired (id, rules_key) VALUES (1, 'A rule')");
            for (String reference : REFERENCES) {
                try (var insert = connection.prepareStatement(
                        "INSERT INTO recommendation (id, policy, version, digest, status, recorded_at, fired_id,"
                                + " reference, answer) VALUES (?, 'hiring', 1, 'sha256:1', 'UNDECIDED', 1, 1, ?, x'007b7d')")) {
                    insert.setString(1, "id of " + reference);
                    insert.setString(2, reference);
                    insert.executeUpdate();
                }
            }
        }
        try (SqliteStore store = Entries.store(folder)) {
            AuditLog log = Entries.log(store);
            for (String reference : REFERENCES) {
                Search search = new Search(null, null, null, null, reference, null, null, null, 10);
                assertThat(log.search(search).items())
                        .extracting(Summary::id)
                        .as(reference)
                        .containsExactly("id of " + reference);
            }
        }
    }

    /** So that copies of it in the free space of a page tell no reference. */
    @Test
    void isTheSameForManyReferences() {
        assertThat(ReferenceTag.of(null)).isNull();
        assertThat(java.util.stream.IntStream.range(0, 1_000_000)
                        .map(i -> ReferenceTag.of("employee " + i))
                        .distinct()
                        .count())
                .isLessThanOrEqualTo(65_536)
                .isGreaterThan(10_000);
    }
}
