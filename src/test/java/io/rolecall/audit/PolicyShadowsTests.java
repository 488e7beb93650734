package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version is a shadow outlives every process, in either database. */
class PolicyShadowsTests {

    @TempDir
    Path folder;

    @Test
    void keepsTheNewestInAFile() {
        keepsTheNewest(() -> Entries.store(folder));
    }

    @Test
    void keepsTheNewestInPostgres() {
        String url = Postgres.shared().database();
        keepsTheNewest(() -> PostgresStore.open(url, "", "", folder.resolve("data"), Entries.signing(folder)));
    }

    private static void keepsTheNewest(Supplier<Store> open) {
        PolicyShadow last;
        try (Store store = open.get()) {
            PolicyShadows shadows = new PolicyShadows(store);
            assertThat(shadows.all()).isEmpty();
            shadows.end("hiring");
            PolicyShadow first = shadows.set("hiring", 2, 0.2);
            assertThat(shadows.set("hiring", 2, 0.2)).isEqualTo(first);
            shadows.set("lending", 2, 1);
            last = shadows.set("hiring", 2, 0.3);
            assertThat(last.number()).isGreaterThan(first.number());
            shadows.set("lending", 3, 1);
            shadows.end("lending");
            shadows.end("lending");
        }
        try (Store store = open.get()) {
            PolicyShadows shadows = new PolicyShadows(store);
            assertThat(shadows.all()).containsExactly(last);
            assertThat(last)
                    .extracting(PolicyShadow::policy, PolicyShadow::version, PolicyShadow::share)
                    .containsExactly("hiring", 2, 0.3);
            shadows.end("hiring");
            assertThat(shadows.all()).isEmpty();
            assertThat(shadows.set("hiring", 2, 0.3)).isNotEqualTo(last);
        }
    }
}
