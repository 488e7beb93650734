package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every code has a page, and its examples are real: in a small policy, what stands under Avoid has that finding and no other,
 * and what stands under Prefer has none.
 *
 * <p>The word behind {@code drl} says where an example goes: {@code when}, {@code then} and {@code head} are parts of a rule
 * that is sound otherwise, a path is a whole file, and without a word it is a rule file but for its package line.
 */
class FindingPagesTests {

    private static final Path FOLDER = Path.of("src/main/resources/findings");

    /** What no text of a file can show. */
    private static final Set<Code> NOT_SHOWN = Set.of(
            Code.NO_POLICY,
            Code.FILE_TOO_LONG,
            Code.FOLDER_TOO_LARGE,
            Code.UNREADABLE,
            Code.NOT_UTF_8,
            Code.INTERNAL,
            Code.OVER_BUDGET,
            Code.NOT_EXAMINED);

    /** What only a search through situations finds. */
    private static final Set<Code> SEARCHED = Set.of(Code.CONTRADICTION, Code.NO_CONCLUSION, Code.NOT_MET);

    /** What only scenarios show, all of which the sound policy shows. */
    private static final Set<Code> RUN =
            Set.of(Code.SCENARIO_FAILED, Code.UNCOVERED_RULE, Code.UNCOVERED_CONDITION, Code.UNCOVERED_OUTCOME);

    private static final Pattern SECTIONS = Pattern.compile(
            "# (.+)\n\n(.+)\n\n## Avoid\n\n(.+)\n\n## Prefer\n\n(.+)\n\n## Why\n\n(.+)\n", Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("^```(\\w+)(?: (\\S+))?\n(.*?)\n?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern RULE = Pattern.compile("^rule \"([^\"]+)\"", Pattern.MULTILINE);
    private static final Pattern ANNOTATION = Pattern.compile("@(\\w+)");

    private static final Map<String, String> SOUND = Map.of(
            "policy.yaml", """
            name: sample
            title: Sample
            leanings:
              - { id: DATA_SCIENTIST, title: Data scientist }
              - { id: ML_ENGINEER, title: Machine learning engineer }
            outcomes:
              - { id: ML_ENGINEER_FIRST, title: Engineer first, statement: Hire one., guides: [ ml-engineer ] }
            """,
            "references.yaml", """
            - { key: "0", title: Guide, places: 75 }
            - { key: breck-2017, title: Breck, year: 2017 }
            """,
            "guides/ml-engineer.yaml", """
            title: Engineer
            sections: []
            """,
            "facts.drl", """
            package sample;
            declare enum ModelStatus NONE("None"), ACCEPTED("Accepted"), LIVE("Live"); label : String end
            declare Models
                status      : ModelStatus @ask( "How far is the best model?" )
                live        : Integer     @ask( "How many are in production?" )
                inNotebooks : Boolean     @ask( "Is it in notebooks?" )
                owner       : String      @ask( "Who owns it?" )
            end
            declare Production
                pathExists : Boolean @ask( "Is there a way into production?" )
                load       : Double  @ask( "How many requests a second?" )
            end
            declare Gap
                weight : Integer
            end
            """,
            "rules.drl", """
            package sample;
            rule "An accepted model waits"
                @favours( ML_ENGINEER ) @weight( 3 ) @because( "It waits." ) @cites( "0-30" )
            when
                Models( status == ModelStatus.ACCEPTED )
                Production( pathExists == false )
            then
                raise( kcontext );
            end
            rule "The engineer leads"
                @recommends( ML_ENGINEER_FIRST ) @because( "It leads." )
            when
                Score( leaning == "ML_ENGINEER", total > 0 )
            then
                recommend( kcontext );
            end
            """,
            "rules.scenarios.yaml", """
            - name: A model waits
              given: { models: { status: ACCEPTED }, production: { pathExists: false } }
              expect: { signals: [ "An accepted model waits" ], outcome: ML_ENGINEER_FIRST }
            - name: There is nothing to wait for
              given: { models: { status: LIVE }, production: { pathExists: true } }
              expect: { not: [ "An accepted model waits" ] }
            """);

    @Test
    void thereIsAPageForEachCodeAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(Code.values())
                            .map(code -> code.id() + ".md")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageSaysWhatToAvoidWhatToPreferAndWhy(Code code) {
        assertThat(code.page()).matches(SECTIONS);
        MatchResult page = page(code);
        assertThat(page.group(1)).isEqualTo(code.id());
        assertThat(page.group(2)).endsWith(".");
        assertThat(code.page().lines().count()).as("short").isLessThan(75);
        assertThat(EXAMPLE.matcher(page.group(3)).find()).isEqualTo(!NOT_SHOWN.contains(code));
        assertThat(EXAMPLE.matcher(page.group(4)).find()).isEqualTo(!NOT_SHOWN.contains(code));
    }

    @ParameterizedTest
    @EnumSource
    void whatToAvoidHasThisFindingAndNoOther(Code code) {
        if (!NOT_SHOWN.contains(code)) {
            assertThat(findings(code, page(code).group(3)))
                    .isNotEmpty()
                    .allSatisfy(finding ->
                            assertThat(finding.code()).as(finding.toString()).isEqualTo(code));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatToPreferHasNone(Code code) {
        if (!NOT_SHOWN.contains(code)) {
            assertThat(findings(code, page(code).group(4))).isEmpty();
        }
    }

    private static MatchResult page(Code code) {
        return SECTIONS.matcher(code.page()).results().findFirst().orElseThrow();
    }

    private static List<Finding> findings(Code code, String section) {
        Map<String, String> files = new TreeMap<>(SOUND);
        EXAMPLE.matcher(section).results().forEach(example -> {
            String where = example.group(2) == null ? "" : example.group(2);
            if (where.contains(".")) {
                files.put(where, example.group(3) + "\n");
            } else {
                files.put("example.drl", "package sample;\n" + rules(where, example.group(3)) + "\n");
            }
        });
        if (code != Code.NO_SCENARIO) {
            Set<String> names = new TreeSet<>();
            files.forEach((path, text) -> {
                if (path.endsWith(".drl") && !path.equals("rules.drl")) {
                    RULE.matcher(text).results().forEach(rule -> names.add("\"" + rule.group(1) + "\""));
                }
            });
            files.put(
                    "example.scenarios.yaml",
                    "- { name: All, given: {}, expect: { " + expected(code, names) + " } }\n");
        }
        TreeMap<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        Bundle bundle = Bundle.of("sample", bytes);
        if (SEARCHED.contains(code)) {
            Policy policy =
                    java.util.Objects.requireNonNull(Inspection.of(bundle).policy());
            return Search.of(policy, 2_000, 1).found().stream()
                    .map(Search.Found::finding)
                    .filter(finding -> finding.code() == code) // the small policy has gaps
                    .toList();
        }
        return RUN.contains(code)
                ? Inspection.of(bundle).findings()
                : PolicyReader.read(bundle).findings();
    }

    /** So that an example about something else need not bring a scenario of its own. */
    private static String expected(Code code, Set<String> names) {
        return RUN.contains(code) ? "" : "signals: [ " + String.join(", ", names) + " ]";
    }

    private static String rules(String where, String text) {
        return switch (where) {
            case "head" -> rule(text, "Models( inNotebooks )", "raise( kcontext );");
            case "when" -> rule("", text, "raise( kcontext );");
            case "then" -> rule("", "Models( inNotebooks )", text);
            default -> text;
        };
    }

    private static String rule(String head, String when, String then) {
        Set<String> own =
                ANNOTATION.matcher(head).results().map(one -> one.group(1)).collect(Collectors.toSet());
        String rest = Stream.of(
                        "@favours( ML_ENGINEER )", "@weight( 1 )", "@because( \"Because.\" )", "@cites( \"0-30\" )")
                .filter(one -> own.stream().noneMatch(name -> one.startsWith("@" + name + "(")))
                .collect(Collectors.joining(" "));
        return "rule \"An example holds\"\n" + rest + "\n" + head + "\nwhen\n" + when + "\nthen\n" + then + "\nend";
    }
}
