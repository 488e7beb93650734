package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The dearest policies that the limits let through, or nearly: each is checked, rendered and evaluated within 5 s of
 * processor time, or refused, or stopped for its budget. Prints what each took.
 */
class WorstCaseTests {

    private static final long MOST_MILLIS = 5_000;

    private static final String FACTS = """
            package sample;
            declare Thing
                flag : Boolean @ask( "Flag?" )
                other : Boolean @ask( "Other?" )
                count : Integer @ask( "Count?" )
                name : String @ask( "Name?" ) @maxLength( 10000 )
            end
            declare Note weight : Integer text : String end
            declare Pair one : Integer other : Integer end
            declare Triple one : Integer end
            """;

    private static final String SIXTY_FOUR = "( Thing( flag ) or Thing( other ) ) ".repeat(6);

    private static final String FACTS_GIVEN =
            "{\"thing\": {\"flag\": true, \"other\": true, \"count\": 3, \"name\": \"" + "ab".repeat(5_000) + "\"}}";

    /** Whether the check refuses it, an evaluation is stopped, or answers. */
    private enum End {
        REFUSED,
        STOPPED,
        ANSWERED
    }

    private static Map<String, List<String>> policies() {
        Map<String, List<String>> policies = new LinkedHashMap<>();
        policies.put(
                "REFUSED a cross product of eight",
                List.of(repeated(30, n -> note(n, "Thing( flag )")), signal("All", "Note( weight >= 0 ) ".repeat(8))));
        policies.put(
                "REFUSED facts that multiply from rule to rule",
                List.of(
                        repeated(60, n -> note(n, "Thing( flag )")),
                        insert("Pairs", "Note( $a : weight ) Note( $b : weight )", "Pair( $a, $b )"),
                        insert("Triples", "Pair( $a : one ) Pair( other != $a )", "Triple( $a )"),
                        signal("End", "Triple() Triple()")));
        policies.put(
                "STOPPED the most joins that pass",
                List.of(
                        repeated(40, n -> note(n, "Thing( flag )")),
                        signal("Cube", "Note( $a : weight ) Note( $b : weight != $a ) Note( weight != $b )")));
        policies.put(
                "ANSWERED many joins without a match",
                List.of(
                        repeated(60, n -> note(n, "Thing( flag )")),
                        signal("None", "Note( $a : weight ) Note( $b : weight ) Note( weight < 0, weight > $a )")));
        policies.put(
                "ANSWERED joins that filter late",
                List.of(
                        repeated(40, n -> note(n, "Thing( flag )")),
                        signal(
                                "Late",
                                "Note( $a : weight ) Note( $b : weight ) Note( weight > $a, weight < $b, weight == -1 )")));
        policies.put(
                "ANSWERED accumulates for every pair",
                List.of(
                        repeated(40, n -> note(n, "Thing( flag )")),
                        signal(
                                "Sums",
                                "Note( $a : weight ) Note( $b : weight ) accumulate( Note( weight != $a, $w : weight ); $s :"
                                        + " sum( $w ), $m : max( $w ); $s > 1000000 )")));
        policies.put(
                "STOPPED accumulates that list what they counted",
                List.of(
                        repeated(38, n -> note(n, "Thing( flag )")),
                        signal(
                                "Sums",
                                "Note( $a : weight ) Note( $b : weight ) accumulate( Note( $t : text, $w : weight ); $s :"
                                        + " sum( $w ); $s > 0 )")));
        policies.put(
                "ANSWERED a not for every pair",
                List.of(
                        repeated(45, n -> note(n, "Thing( flag )")),
                        signal(
                                "Nots",
                                "Note( $a : weight ) Note( $b : weight ) not Note( weight > $a, weight > $b, weight < 0 )")));
        policies.put(
                "STOPPED long texts in every firing",
                List.of(
                        repeated(120, n -> insert("Note " + n, "Thing( flag, $t : name )", "Note( " + n + ", $t )")),
                        signal("Long", "Note( $t : text, $a : weight ) Note( $u : text, $b : weight != $a )")));
        policies.put(
                "STOPPED long sentences",
                split(
                        400,
                        n -> signal("Rule " + n, "Thing( flag, $n : name )").replace("Because.", "{$n}".repeat(400))));
        policies.put(
                "REFUSED too many combinations of or in all rules", split(999, n -> signal("Rule " + n, SIXTY_FOUR)));
        policies.put("ANSWERED the most combinations of or", split(62, n -> signal("Rule " + n, SIXTY_FOUR)));
        policies.put(
                "ANSWERED a thousand rules of eight patterns",
                split(
                        1_000,
                        n -> signal(
                                "Rule " + n,
                                IntStream.range(0, 8)
                                        .mapToObj(i -> "Thing( count > " + (n * 8 + i) + " || flag ) ")
                                        .collect(Collectors.joining()))));
        policies.put(
                "ANSWERED a thousand rules that join derived facts",
                split(
                        1_000,
                        n -> n < 20
                                ? note(n, "Thing( flag )")
                                : signal("Rule " + n, "Note( weight > " + n + ", $a : weight ) Note( weight != $a )")));
        policies.put(
                "ANSWERED the most comparisons",
                split(
                        250,
                        n -> signal(
                                "Rule " + n,
                                ("Thing( count in ( "
                                                + IntStream.range(0, 60)
                                                        .mapToObj(i -> String.valueOf(n * 60 + i))
                                                        .collect(Collectors.joining(", "))
                                                + " ) ) ")
                                        .repeat(8))));
        policies.put(
                "REFUSED a pattern that is larger than it looks",
                List.of(signal("Pattern", "Thing( name matches \"((a{1,100}){1,100}){1,100}\" )")));
        policies.put(
                "REFUSED many large patterns on long texts",
                split(50, n -> signal("Rule " + n, "Thing( name matches \"(a?b?){300}" + n + "\" )")));
        policies.put(
                "ANSWERED the largest patterns on the longest text",
                split(4, n -> signal("Rule " + n, "Thing( name matches \"(a?b?){390}" + n + "\" )")));
        policies.put(
                "ANSWERED alternatives that share their beginnings",
                split(
                        4,
                        n -> signal(
                                "Rule " + n,
                                "Thing( name matches \"("
                                        + IntStream.range(0, 200)
                                                .mapToObj(i -> "(ab)*" + i)
                                                .collect(Collectors.joining("|"))
                                        + ")" + n + "\" )")));
        policies.put(
                "STOPPED firings without end in sight",
                List.of(
                        repeated(110, n -> note(n, "Thing( flag )")),
                        signal("Square", "Note( $a : weight ) Note( $b : weight )")));
        policies.put(
                "STOPPED facts without end in sight",
                List.of(
                        repeated(105, n -> note(n, "Thing( flag )")),
                        insert("Pairs", "Note( $a : weight ) Note( $b : weight )", "Pair( $a, $b )")));
        policies.put(
                "REFUSED names that there are not",
                List.of("x ".repeat(120_000), signal("Names", "Thin( fla ) ".repeat(20_000))));
        policies.put("REFUSED a file of backslashes", List.of("\\".repeat(250_000)));
        policies.put(
                "REFUSED a file of conditions",
                List.of(signal("Conditions", "Thing( coun > 1, nam == 2 ) ".repeat(8_000))));
        policies.put(
                "REFUSED a pattern of bindings",
                List.of(signal(
                        "Bindings",
                        SIXTY_FOUR
                                + IntStream.range(0, 15_000)
                                        .mapToObj(n -> "$v" + n + " : count")
                                        .collect(Collectors.joining(", ", "Thing( ", " )")))));
        policies.put(
                "REFUSED an enum of constants",
                List.of("declare enum Many "
                        + IntStream.range(0, 30_000).mapToObj(n -> "C" + n).collect(Collectors.joining(", "))
                        + "; end"));
        policies.put(
                "REFUSED facts without number",
                split(3_000, n -> "declare Type" + n + " a : Integer b : Integer end\n"));
        policies.put("REFUSED more rules than a policy has", split(9_000, n -> signal("Rule " + n, "Thing( flag )")));
        return policies;
    }

    @TestFactory
    Stream<DynamicTest> noPolicyWithinTheLimitsTakesLong() {
        return policies().entrySet().stream()
                .map(policy -> DynamicTest.dynamicTest(policy.getKey(), () -> run(policy.getKey(), policy.getValue())));
    }

    private static void run(String name, List<String> rules) {
        List<SourceFile> files = new ArrayList<>();
        files.add(new SourceFile("facts.drl", FACTS));
        rules.forEach(text -> files.add(new SourceFile("rules" + files.size() + ".drl", "package sample;\n" + text)));
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Checked checked = Checker.check(files, Policies.TERMS);
        long check = millisSince(start);
        End end = End.REFUSED;
        long compile = 0;
        String detail = checked.findings().isEmpty()
                ? ""
                : checked.findings().get(checked.findings().size() - 1).toString();
        if (checked.passed()) {
            KnowledgeBase base = KnowledgeBase.compile(checked.rulebook());
            compile = millisSince(start) - check;
            try {
                Evaluation evaluation = Policies.evaluate(base, FACTS_GIVEN);
                detail = evaluation.trace().size() + " firings, " + Json.WRITER.writeValueAsBytes(evaluation).length
                        + " bytes";
                end = End.ANSWERED;
            } catch (OverBudgetException e) {
                detail = e.sentence();
                end = End.STOPPED;
            }
            assertGoesOn(base);
        }
        long whole = millisSince(start);
        System.out.println("WorstCaseTests: " + end + " " + name + ": check " + check + " ms, compile " + compile
                + " ms, evaluation " + (whole - check - compile) + " ms: " + Messages.shorten(detail));
        assertThat(whole).as(name).isLessThan(MOST_MILLIS);
        assertThat(end.name()).as(detail).isEqualTo(name.substring(0, name.indexOf(' ')));
    }

    /** After an evaluation that was stopped, the next one has nothing of it. */
    private static void assertGoesOn(KnowledgeBase base) {
        assertThat(Policies.evaluate(base, "{}").trace()).isEmpty();
    }

    private static long millisSince(long start) {
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000;
    }

    private static String repeated(int times, java.util.function.IntFunction<String> rule) {
        return IntStream.range(0, times).mapToObj(rule).collect(Collectors.joining());
    }

    /** In files of 60 rules, as a file has its own limit. */
    private static List<String> split(int times, java.util.function.IntFunction<String> rule) {
        return IntStream.iterate(0, from -> from < times, from -> from + 60)
                .mapToObj(from -> repeated(Math.min(60, times - from), n -> rule.apply(from + n)))
                .toList();
    }

    private static String note(int n, String when) {
        return insert("Note " + n, when, "Note( " + n + ", \"note\" )");
    }

    private static String insert(String name, String when, String fact) {
        return "rule \"" + name + "\" when " + when + " then insertLogical( new " + fact + " ); end\n";
    }

    private static String signal(String name, String when) {
        return Policies.signal(name, when);
    }
}
