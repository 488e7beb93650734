package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyVersionsTests {

    @TempDir
    Path folder;

    @Test
    void numbersEachDigestOfAPolicyOnce() {
        try (SqliteStore store = Entries.store(folder)) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            assertThat(versions.activate("hiring", "sha256:a", bytes("a"), new byte[0]))
                    .isEqualTo(1);
            assertThat(versions.activate("hiring", "sha256:b", bytes("b"), new byte[0]))
                    .isEqualTo(2);
            assertThat(versions.activate("lending", "sha256:a", bytes("c"), new byte[0]))
                    .isEqualTo(1);
            assertThat(versions.activate("hiring", "sha256:a", bytes("a"), new byte[0]))
                    .isEqualTo(1);
        }
        try (SqliteStore store = Entries.store(folder)) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            assertThat(versions.activate("hiring", "sha256:b", bytes("b"), new byte[0]))
                    .isEqualTo(2);
            assertThat(versions.activate("hiring", "sha256:c", bytes("c"), new byte[0]))
                    .isEqualTo(3);
            assertThat(versions.files("hiring", 2)).hasValue(bytes("b"));
            assertThat(versions.files("hiring", 4)).isEmpty();
        }
    }

    @Test
    void givesManyThreadsOneNumber() throws Exception {
        try (SqliteStore store = Entries.store(folder)) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            List<Integer> numbers =
                    AuditLogTests.together(16, () -> versions.activate("hiring", "sha256:a", bytes("a"), new byte[0]));
            assertThat(numbers).containsOnly(1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
