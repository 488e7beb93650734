package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rolecall.RunningService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The script that checks a proof in a browser finds every change of it. Where there is no Node to run it, this is skipped. */
class ProofScriptTests extends RunningService {

    private static final Path SCRIPT = Path.of("src/main/resources/static/js/proof.js");
    private static final Path CHECK = Path.of("src/test/resources/proof-check.mjs");

    @TempDir
    Path folder;

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return Integer.parseInt(run("node", "--version").replaceFirst("v(\\d+)(?s:.*)", "$1")) >= 20;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of the second of three records, so that it has neighbours. */
    private Path proof() throws IOException {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            places.add(api.hiring("{}").header("Location"));
        }
        api.get(places.get(2) + "/proof"); // signed by then
        return Files.write(
                folder.resolve("proof.json"), api.get(places.get(1) + "/proof").bytes());
    }

    @Test
    void findsEveryChange() throws Exception {
        assumeThat(hasNode()).as("there is Node 20 or later").isTrue();
        List<String> found;
        try (Store other = Entries.store(folder)) {
            Entry entry = Entries.any();
            Entries.log(other).append(entry);
            ProvableLog log = new ProvableLog(other);
            Path proof = Files.writeString(
                    folder.resolve("other.json"),
                    JsonMapper.shared().writeValueAsString(log.proof(entry.id()).orElseThrow()));
            found = run(
                            "node",
                            "--no-warnings",
                            CHECK.toString(),
                            SCRIPT.toAbsolutePath().toString(),
                            proof().toString(),
                            api.get("/v1/audit/key").text().strip(),
                            proof.toString(),
                            log.key())
                    .lines()
                    .toList();
        }
        assertThat(found)
                .containsExactly(
                        "as it is: proven",
                        "without an id: proven",
                        "erased: proven",
                        "another id: entry",
                        "changed answer: answer",
                        "changed salt: request",
                        "answer of another record: answer",
                        "changed entry: entry path",
                        "changed entry and leaf: request answer path",
                        "entry that is no JSON: entry request answer path",
                        "changed path: path",
                        "shorter path: path",
                        "longer path: path",
                        "wrong index: path",
                        "index out of range: path",
                        "wrong size: checkpoint path",
                        "changed root: path signature",
                        "wrong signature: signature",
                        "no signature: signature",
                        "signature of another name: signature",
                        "no checkpoint: checkpoint path signature",
                        "wrong key: signature",
                        "key of another log: signature",
                        "changed key: signature",
                        "another log's checkpoint: path signature",
                        "hashes: true");
    }
}
