package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.StartedService;
import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is active outlives the process; the folder counts where it has changed, or where it is to fill an empty store. */
class RulesModeTests {

    @TempDir
    Path temporary;

    @Test
    void keepsWhatWasMadeLiveUntilTheFolderChanges() throws Exception {
        Path folder = folder();
        try (StartedService service = service("watch")) {
            SamplePolicy policy = policy(service);
            assertThat(policy.says()).isEqualTo("First.");
            policy.publish("ada", 1, policy.saying("Second."));
            assertThat(policy.activate("ada", 2).status()).isEqualTo(201);
            assertThat(policy.says()).isEqualTo("Second.");
        }
        try (StartedService service = service("watch")) {
            SamplePolicy policy = policy(service);
            assertThat(policy.says()).isEqualTo("Second.");
            PolicyFolder.write(folder, policy.saying("Third."));
            assertThat(policy.comesToSay("Third.")).isTrue();
            policy.activate("ada", 1);
            PolicyFolder.write(folder, policy.saying("this is \" broken"));
        }
        try (StartedService service = service("watch")) {
            SamplePolicy policy = policy(service);
            assertThat(policy.says()).isEqualTo("First.");
            assertThat(policy.get("").json().path("refused").path("findings")).isNotEmpty();
            PolicyFolder.delete(folder);
            assertThat(policy.comesToSay("")).isTrue();
        }
        try (StartedService service = service("watch")) {
            assertThat(policy(service).says()).isEmpty();
        }
    }

    @Test
    void fillsOnlyAnEmptyStoreWhereItSeeds() throws Exception {
        Path folder = folder();
        try (StartedService service = service("seed")) {
            SamplePolicy policy = policy(service);
            assertThat(policy.says()).isEqualTo("First.");
            PolicyFolder.write(folder, policy.saying("Second."));
            PolicyFolder.write(temporary.resolve("rules/other"), PolicyFolder.files("other", "wanted", "Another."));
        }
        try (StartedService service = service("seed")) {
            assertThat(policy(service).says()).isEqualTo("First.");
            assertThat(new SamplePolicy(service.api(), "other").says()).isEqualTo("Another.");
        }
        PolicyFolder.delete(temporary.resolve("rules"));
        try (StartedService service = service("off")) {
            assertThat(policy(service).says()).isEqualTo("First.");
        }
    }

    private Path folder() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("rules")).resolve("sample");
        return PolicyFolder.write(folder, PolicyFolder.files("sample", "wanted", "First."));
    }

    private StartedService service(String mode) {
        return StartedService.with(
                "rolecall.rules=" + temporary.resolve("rules"),
                "rolecall.data=" + temporary.resolve("data"),
                "rolecall.rules-mode=" + mode);
    }

    private static SamplePolicy policy(StartedService service) {
        return new SamplePolicy(service.api(), "sample");
    }
}
