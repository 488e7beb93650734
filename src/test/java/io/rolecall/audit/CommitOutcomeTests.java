package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.audit.Appended.Recorded;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A commit whose outcome the client does not know: lost on the way there, on the way back, or with the database. The database is
 * killed more often with {@code -Dtest=CommitOutcomeTests -Drolecall.kills=100}.
 */
class CommitOutcomeTests {

    private static final int KILLS = Integer.getInteger("rolecall.kills", 2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void answersWhatIsThereAndRecordsWhatIsNot(CommitProxy.Fault fault) throws Exception {
        Postgres server = Postgres.shared();
        String url = server.database();
        try (CommitProxy proxy = new CommitProxy(server.port());
                Replica replica = Replica.open(proxy.url(url), folder)) {
            for (int i = 0; i < 2; i++) {
                proxy.arm(fault);
                List<Entry> entries = new ArrayList<>(AuditLogTests.together(8, () -> {
                    Entry entry = Entries.any();
                    assertThat(appended(replica, entry)).isInstanceOf(Recorded.class);
                    return entry;
                }));
                assertThat(proxy.fired()).isTrue();
                assertThat(replica.log.accepting()).isTrue();
                replica.holds(entries.stream().map(Entry::id).toList(), Set.of());
                assertThat(records(url))
                        .isEqualTo(8 * (i + 1))
                        .isEqualTo(replica.tree().size());
            }
        }
    }

    /** One that comes while the outcome is looked into is refused at once; what was refused wrongly could not be recorded now. */
    private static Appended appended(Replica replica, Entry entry) {
        while (true) {
            try {
                return replica.log.append(entry);
            } catch (NotRecordedException e) {
                assertThat(e).hasMessage("not recorded: the log is being checked after a failed commit");
                Replica.sleep(5);
            }
        }
    }

    @Test
    void losesNothingAndClaimsNothingFalseWhenTheDatabaseIsKilled() throws Exception {
        try (Postgres server = Postgres.own()) {
            String url = server.database();
            try (Replica one = Replica.open(url, folder, 1);
                    Replica other = Replica.open(url, folder, 2)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    one.load(4);
                    other.load(4);
                    Replica.sleep(400 + kill * 37 % 500);
                    server.kill();
                    Replica.sleep(kill % 2 == 0 ? 100 : 2_500);
                    assertThat(one.log.accepting()).isFalse();
                    server.restart();
                    awaitReady(one);
                    awaitReady(other);
                    int before = one.recorded.size();
                    Replica.sleep(300);
                    one.rest();
                    other.rest();
                    assertThat(one.recorded).hasSizeGreaterThan(before);
                }
                one.holds(other.recorded, other.refused);
                other.holds(one.recorded, one.refused);
                assertThat(records(url))
                        .isBetween(
                                (long) one.recorded.size() + other.recorded.size(),
                                (long) one.recorded.size()
                                        + other.recorded.size()
                                        + one.unknown.size()
                                        + other.unknown.size())
                        .isEqualTo(one.tree().size());
                System.out.printf(
                        "%d kills of PostgreSQL: %,d told recorded, %,d told not recorded, %,d told unknown%n",
                        KILLS,
                        one.recorded.size() + other.recorded.size(),
                        one.refused.size() + other.refused.size(),
                        one.unknown.size() + other.unknown.size());
            }
        }
    }

    private static void awaitReady(Replica replica) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!replica.log.accepting() && System.nanoTime() < end) {
            Replica.sleep(20);
        }
        assertThat(replica.log.accepting()).isTrue();
    }

    private static long records(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM recommendation")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
