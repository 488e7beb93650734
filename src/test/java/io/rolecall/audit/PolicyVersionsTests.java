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

    Store store() {
        return Entries.store(folder);
    }

    @Test
    void numbersEachDigestOfAPolicyOnce() {
        try (Store store = store()) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            assertThat(Entries.activate(versions, "hiring", "sha256:a", bytes("a"), new byte[0]))
                    .isEqualTo(1);
            assertThat(Entries.activate(versions, "hiring", "sha256:b", bytes("b"), new byte[0]))
                    .isEqualTo(2);
            assertThat(Entries.activate(versions, "lending", "sha256:a", bytes("c"), new byte[0]))
                    .isEqualTo(1);
            assertThat(Entries.activate(versions, "hiring", "sha256:a", bytes("a"), new byte[0]))
                    .isEqualTo(1);
        }
        try (Store store = store()) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            assertThat(Entries.activate(versions, "hiring", "sha256:b", bytes("b"), new byte[0]))
                    .isEqualTo(2);
            assertThat(Entries.activate(versions, "hiring", "sha256:c", bytes("c"), new byte[0]))
                    .isEqualTo(3);
            assertThat(versions.files("hiring", 2)).hasValue(bytes("b"));
            assertThat(versions.files("hiring", 4)).isEmpty();
        }
    }

    @Test
    void logsEachActivationAndRefusalButNotWhatAStartRepeats() {
        try (Store store = store()) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            Entries.activate(versions, "hiring", "sha256:a", bytes("a"), new byte[0]);
            Entries.activate(versions, "hiring", "sha256:b", bytes("b"), new byte[0]);
            Entries.activate(versions, "hiring", "sha256:a", bytes("a"), new byte[0]);
            versions.refuse("hiring", "sha256:c", 2, "signals/x.drl:1:2: " + "😀".repeat(1_000));
            versions.refuse("other", "sha256:c", 2, "😀".repeat(180)); // more than 300 chars, and fewer characters
            versions.refuse("lending", "sha256:d", 1, "policy.yaml:1:1: no name");
        }
        try (Store store = store()) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            Entries.activate(versions, "hiring", "sha256:a", bytes("a"), new byte[0]);
            versions.refuse("lending", "sha256:d", 1, "policy.yaml:1:1: no name");
            versions.refuse("lending", "sha256:d", 1, "policy.yaml:1:1: no name");
            Entries.activate(versions, "hiring", "sha256:b", bytes("b"), new byte[0]);
            List<String> entries = Entries.logged(store, 8);
            assertThat(entries)
                    .allMatch(entry -> entry.startsWith("{\"actor\":\"folder\",\"eng\":"))
                    .map(entry -> entry.replaceAll(".*\"policy\":(.*),\"t\":.*\"type\":\"(.*)\"}", "$2 $1"))
                    .containsExactly(
                            "policy.activated {\"digest\":\"sha256:a\",\"name\":\"hiring\",\"version\":1}",
                            "policy.activated {\"digest\":\"sha256:b\",\"name\":\"hiring\",\"version\":2}",
                            "policy.activated {\"digest\":\"sha256:a\",\"name\":\"hiring\",\"version\":1}",
                            "policy.refused {\"digest\":\"sha256:c\",\"name\":\"hiring\"}",
                            "policy.refused {\"digest\":\"sha256:c\",\"name\":\"other\"}",
                            "policy.refused {\"digest\":\"sha256:d\",\"name\":\"lending\"}",
                            "policy.refused {\"digest\":\"sha256:d\",\"name\":\"lending\"}",
                            "policy.activated {\"digest\":\"sha256:b\",\"name\":\"hiring\",\"version\":2}");
            assertThat(entries.get(3)).contains("\"findings\":2", "\"first\":\"signals/x.drl:1:2: 😀");
            assertThat(entries.get(5)).contains("\"first\":\"policy.yaml:1:1: no name\"");
        }
    }

    /** Another replica's folder may get the same files a minute later. */
    @Test
    void makesWhatTheFolderGaveActiveOnceAndNotAgainAfterARollBack() {
        try (Store store = store()) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            PolicyActivations activations = new PolicyActivations(store, Entries.ENGINE);
            Entries.activate(versions, "hiring", "sha256:a", bytes("a"), new byte[0]);
            Entries.activate(versions, "hiring", "sha256:b", bytes("b"), new byte[0]);
            PolicyVersion first = versions.find("hiring", 1).orElseThrow();
            assertThat(activations.activate(first, "ada", "Too early.", 1)).isEmpty();
            assertThat(activations.activate(first, "ada", "Too many ties.", 2)).isPresent();
            Entries.activate(versions, "hiring", "sha256:b", bytes("b"), new byte[0]);
            assertThat(activations.newest("hiring").orElseThrow().version()).isEqualTo(1);
            assertThat(activations.withdraw("hiring").orElseThrow().version()).isNull();
            Entries.activate(versions, "hiring", "sha256:b", bytes("b"), new byte[0]);
            assertThat(activations.newest("hiring").orElseThrow().version()).isEqualTo(2);
            assertThat(activations.list("hiring", 100, 100)).hasSize(5);
        }
    }

    @Test
    void givesManyThreadsOneNumber() throws Exception {
        try (Store store = store()) {
            PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
            List<Integer> numbers = AuditLogTests.together(
                    16, () -> Entries.activate(versions, "hiring", "sha256:a", bytes("a"), new byte[0]));
            assertThat(numbers).containsOnly(1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
