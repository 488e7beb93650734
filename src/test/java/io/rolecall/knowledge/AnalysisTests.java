package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is wrong with rules that are well written: one file for each defect, read beside {@link #FACTS}. After a change on
 * purpose, {@code -Drolecall.golden=write} writes the expected findings anew; read them before you commit them.
 */
class AnalysisTests {

    static final String FACTS = """
            package sample;
            declare enum Status NONE("None"), TRIED("Tried"), LIVE("Live"); label : String end
            declare Thing
                flag : Boolean @ask( "Flag?" )
                other : Boolean @ask( "Other?" )
                status : Status @ask( "Status?" )
                live : Integer @ask( "Live?" ) @min( 0 ) @max( 100 )
                count : Integer @ask( "Count?" )
                size : Integer @ask( "Size?" )
                share : Double @ask( "Share?" ) @min( 0 ) @max( 1 )
                name : String @ask( "Name?" ) @maxLength( 8 )
            end
            declare Gap
                reason : String
            end
            """;

    private static final Path FOLDER = Path.of("src/test/resources/io/rolecall/knowledge/analysis");
    private static final boolean WRITE = "write".equals(System.getProperty("rolecall.golden"));

    @TestFactory
    Stream<DynamicTest> aDefectIsFoundWhereItIsWithItsReason() throws IOException {
        List<Path> defects;
        try (Stream<Path> files = Files.list(FOLDER)) {
            defects = files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .toList();
        }
        assertThat(defects).hasSizeGreaterThan(15);
        return defects.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> assertFindings(file)));
    }

    private static void assertFindings(Path file) throws IOException {
        Checked checked = Checker.check(
                List.of(
                        new SourceFile("facts.drl", FACTS),
                        new SourceFile("rules.drl", "package sample; " + Files.readString(file))),
                Policies.TERMS);
        assertThat(checked.findings()).isEmpty();
        String actual = Analysis.of(checked.rulebook()).findings().stream()
                .map(finding -> finding + " [" + finding.code() + "]\n")
                .collect(Collectors.joining());
        Path expected = FOLDER.resolve(name(file) + ".expected.txt");
        if (WRITE) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".drl", "");
    }
}
