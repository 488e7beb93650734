package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is changed in an export, at one place or several, is found, and the file and the record are named; one flipped bit, and
 * one file that is gone or too many, by one line and no other.
 * {@code mvn test -Dtest=ExportMutationTests -Drolecall.mutations=20000} for the long run, {@code -Drolecall.seed=N} for others.
 */
class ExportMutationTests {

    private static final int MUTATIONS = Integer.getInteger("rolecall.mutations", 200);
    private static final int EXPORTS = 4;

    @TempDir
    Path folder;

    @Test
    void findsAndNamesEveryChangeAndNothingElse() throws Exception {
        long seed = Long.getLong("rolecall.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> missed = new ArrayList<>();
        List<String> alarms = new ArrayList<>();
        int made = 0;
        for (int export = 0; export < EXPORTS; export++) {
            int size = 257 + random.nextInt(80);
            Path folder = SampleLog.of(this.folder.resolve("data" + export), size, random.nextLong())
                    .export(this.folder.resolve("export" + export));
            VerifierKey key = VerifierKey.of(folder.resolve("key").toString());
            alarms(folder, key, alarms);
            ExportMutation mutation = new ExportMutation(folder, random);
            for (int i = 0; i < MUTATIONS / EXPORTS; i++) {
                ExportMutation.Made one = mutation.make();
                String miss = one.missedBy(SampleLog.verify(folder, random.nextBoolean() ? key : null, null));
                if (miss != null) {
                    missed.add(miss);
                }
                mutation.takeBack();
                made++;
            }
            alarms(folder, key, alarms);
        }
        System.out.println(made + " mutations, " + missed.size() + " missed, " + alarms.size() + " false alarms");
        assertThat(missed).as("seed " + seed).isEmpty();
        assertThat(alarms).as("seed " + seed).isEmpty();
    }

    private static void alarms(Path export, VerifierKey key, List<String> alarms) {
        Verdict verdict = SampleLog.verify(export, key, null);
        verdict.faults().forEach(fault -> alarms.add(fault.toString()));
    }

    @Test
    void findsThatALogWasTakenBack() throws Exception {
        SampleLog log = SampleLog.of(folder.resolve("data"), 250, 1);
        Path older = log.export(folder.resolve("older"));
        log.grow(300);
        Path newer = log.export(folder.resolve("newer"));
        VerifierKey key = VerifierKey.of(newer.resolve("key").toString());
        assertThat(SampleLog.verify(newer, key, older.resolve("checkpoint")).faults())
                .isEmpty();
        assertThat(SampleLog.verify(newer, key, newer.resolve("checkpoint")).faults())
                .isEmpty();

        Path kept = newer.resolve("checkpoint");
        Verdict taken = SampleLog.verify(older, key, kept);
        assertThat(taken.verdict()).isEqualTo(Verdict.Finding.INCOMPLETE);
        assertThat(taken.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo(kept.toString());
            assertThat(fault.message())
                    .isEqualTo("the export is older than this checkpoint: it has 250 entries (expected: at least 300)");
        });
    }

    @Test
    void findsThatALogWasWrittenAnewWithItsOwnKey() throws Exception {
        SampleLog log = SampleLog.of(folder.resolve("data"), 260, 1);
        Path kept = log.export(folder.resolve("kept")).resolve("checkpoint");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.copy(log.data.resolve("audit.key"), other.resolve("audit.key"));
        Path anew = SampleLog.of(other, 300, 2).export(folder.resolve("anew"));
        VerifierKey key = VerifierKey.of(anew.resolve("key").toString());
        assertThat(SampleLog.verify(anew, key, null).faults()).isEmpty();
        assertThat(SampleLog.verify(anew, key, kept).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo(kept.toString());
            assertThat(fault.message())
                    .startsWith("the first 260 entries have the root ")
                    .contains("(expected: ");
        });
    }
}
