package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a policy owner reads after a mistake: one file for each mistake, checked beside {@link Policies#FACTS}. After a
 * change on purpose, {@code -Drolecall.golden=write} writes the expected findings anew; read them before you commit them.
 */
class FindingsTests {

    private static final Path FOLDER = Path.of("src/test/resources/io/rolecall/knowledge");
    private static final boolean WRITE = "write".equals(System.getProperty("rolecall.golden"));

    private static final int MUTANTS = 3_000;
    private static final long SEED = Long.getLong("rolecall.seed", 20_261_121);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z_$]+|[0-9]+|\"[^\"]*\"|[^\\sA-Za-z0-9]+");

    /** What an editor, a clipboard or a wrong idea may put in. */
    private static final List<String> STRANGE = List.of(
            "\"",
            "(",
            ")",
            ")))",
            "@",
            "@@",
            "end",
            "rule",
            "rule \"",
            "when",
            "then",
            "not",
            "or",
            "and",
            ",",
            ";",
            "!",
            "==",
            "$",
            "$x",
            "$x :",
            ".",
            "..",
            "-",
            "0",
            "9999999999",
            "1.5",
            "null",
            "true",
            "/*",
            "*/",
            "//",
            "\\",
            "\u200b",
            "\u00a0",
            "\ud83d\ude00",
            "\ud83d",
            "\u0000",
            "\t",
            "\r",
            "\n",
            "\u2028",
            "“",
            "é",
            "accumulate(",
            "exists",
            "in (",
            "matches \"(\"",
            "declare",
            "declare enum",
            "package",
            "import",
            "{$lead}",
            "Score(",
            "Recommendation()",
            "insertLogical( new DataGap(",
            "kcontext",
            "@weight( 99999999999 )",
            "@cites( \"\" )",
            "[",
            "{");

    @TestFactory
    Stream<DynamicTest> aMistakeIsFoundWhereItIsAndSaysWhatWouldBeRight() throws IOException {
        List<Path> mistakes;
        try (Stream<Path> files = Files.list(FOLDER)) {
            mistakes = files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .toList();
        }
        assertThat(mistakes).hasSizeGreaterThan(35);
        return mistakes.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> assertFindings(file)));
    }

    private static void assertFindings(Path file) throws IOException {
        String text = Files.readString(file);
        String actual = findings(file.getFileName().toString(), text).stream()
                .map(finding -> shown(finding, text))
                .collect(Collectors.joining("\n"));
        Path expected = FOLDER.resolve(name(file) + ".expected.txt");
        if (WRITE) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected)).isNotEmpty();
    }

    /** With the underlined line, because a wrong end of a place is seen there, and nowhere else. */
    private static String shown(Finding finding, String text) {
        Excerpt excerpt = Excerpt.of(finding, text);
        return "%s:%d:%d: %s [%s]%n    %s%n    %s%n%s"
                .formatted(
                        finding.file(),
                        finding.line(),
                        finding.column(),
                        finding.message(),
                        finding.code(),
                        excerpt.line(),
                        excerpt.underline(),
                        finding.hint() == null ? "" : finding.hint() + "\n");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".drl", "");
    }

    @Test
    void noTextBreaksTheChecker() throws IOException {
        Random random = new Random(SEED);
        List<SourceFile> shipped = shipped();
        Terms terms =
                new Terms("hiring", List.of("DATA_SCIENTIST", "ML_ENGINEER"), List.of("NOT_YET"), Map.of("0", 75));
        SourceFile facts = shipped.stream()
                .filter(file -> file.path().equals("facts.drl"))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < MUTANTS; i++) {
            SourceFile original = shipped.get(random.nextInt(shipped.size()));
            SourceFile mutant = new SourceFile(original.path(), mutated(original.text(), random));
            List<SourceFile> files = mutant.path().equals("facts.drl") ? List.of(mutant) : List.of(facts, mutant);
            List<Finding> findings;
            try {
                findings = Checker.check(files, terms).findings();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("rolecall.seed=" + SEED + ", mutant " + i + ":\n" + mutant.text(), e);
            }
            assertThat(findings).as("rolecall.seed=" + SEED + ", mutant " + i).allSatisfy(finding -> {
                SourceFile file = finding.file().equals("facts.drl") ? files.get(0) : mutant;
                assertInside(file.text(), finding);
            });
        }
    }

    /** A file without a package still has a first line to point at, and an end may be pointed at, too. */
    private static void assertInside(String text, Finding finding) {
        String[] lines = text.split("\n", -1);
        assertThat(finding.line()).as(finding.toString()).isBetween(1, lines.length);
        String line = lines[finding.line() - 1];
        int length = line.codePointCount(0, line.length());
        assertThat(finding.column()).as(finding.toString()).isBetween(1, length + 1);
        assertThat(finding.endColumn()).as(finding.toString()).isBetween(finding.column() + 1, length + 2);
    }

    private static List<SourceFile> shipped() throws IOException {
        Path folder = Path.of("rules-drl/hiring");
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file :
                    tree.filter(one -> one.toString().endsWith(".drl")).sorted().toList()) {
                files.add(new SourceFile(folder.relativize(file).toString(), Files.readString(file)));
            }
        }
        return files;
    }

    /** One to four times: a stretch or a token is deleted, doubled, moved, or replaced by another. */
    private static String mutated(String text, Random random) {
        String mutant = text;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && !mutant.isEmpty(); i++) {
            int from = random.nextInt(mutant.length());
            int to = Math.min(mutant.length(), from + 1 + random.nextInt(random.nextBoolean() ? 2 : 12));
            if (random.nextBoolean()) {
                Matcher token = TOKEN.matcher(mutant);
                if (token.find(from)) {
                    from = token.start();
                    to = token.end();
                }
            }
            String part = mutant.substring(from, to);
            String rest = mutant.substring(0, from) + mutant.substring(to);
            int elsewhere = random.nextInt(rest.length() + 1);
            mutant = switch (random.nextInt(4)) {
                case 0 -> rest;
                case 1 -> mutant.substring(0, to) + part + mutant.substring(to);
                case 2 -> rest.substring(0, elsewhere) + part + rest.substring(elsewhere);
                default ->
                    mutant.substring(0, from) + STRANGE.get(random.nextInt(STRANGE.size())) + mutant.substring(to);
            };
        }
        return mutant;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thing( %s )",
                "not Thing( flag, %s )",
                "accumulate( Note( $w : weight ); $n : sum( $w ); %s )",
                "%s",
                "not %s",
            })
    void nestingBombsEndInAFinding(String when) {
        for (String bomb : List.of(
                "(".repeat(10_000) + "flag" + ")".repeat(10_000),
                "(".repeat(10_000),
                "!".repeat(100_000) + "flag",
                "!(".repeat(50_000),
                "flag && ( flag || ".repeat(10_000),
                "not ".repeat(50_000),
                "exists ( ".repeat(25_000),
                "( Thing() or ".repeat(15_000),
                "Thing() or ".repeat(20_000) + "Thing()",
                "(Thing() or Thing()) ".repeat(5_000),
                "flag || ".repeat(25_000) + "flag")) {
            assertThat(Policies.check(Policies.signal("Bomb", when.formatted(bomb)))
                            .findings())
                    .as(Messages.shorten(bomb))
                    .isNotEmpty()
                    .hasSizeLessThan(10)
                    .allSatisfy(finding -> assertThat(finding.line()).isPositive());
        }
    }

    private static List<Finding> findings(String name, String text) {
        return Checker.check(
                        List.of(new SourceFile("facts.drl", Policies.FACTS), new SourceFile(name, text)),
                        Policies.TERMS)
                .findings();
    }
}
