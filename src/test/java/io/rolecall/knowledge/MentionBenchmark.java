package io.rolecall.knowledge;

import io.rolecall.vocabulary.Words;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it takes to evaluate 300 rules that look for 900 phrases in a text of 20,000 characters, and the dearest policy and text
 * that we know within the limits. Not a test: {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.rolecall.knowledge.MentionBenchmark}.
 */
final class MentionBenchmark {

    private static final String FACTS =
            "package sample;\ndeclare Advert text : String @ask( \"?\" ) @maxLength( 20000 ) end\n";

    private static final java.lang.management.ThreadMXBean THREAD =
            java.lang.management.ManagementFactory.getThreadMXBean();

    private MentionBenchmark() {}

    /** Prints milliseconds of processor time per evaluation: the median and the slowest but one in a hundred. */
    public static void main(String[] arguments) {
        Random random = new Random(20_261_121);
        String[] words = IntStream.range(0, 2_000)
                .mapToObj(i -> random.ints(3 + random.nextInt(8), 'a', 'z' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .toArray(String[]::new);
        StringBuilder rules = new StringBuilder("package sample;\n");
        for (int i = 0; i < 300; i++) {
            rules.append(rule(i, phrase(words, random), phrase(words, random), phrase(words, random)));
        }
        StringBuilder text = new StringBuilder();
        while (text.length() < 20_000) {
            text.append(words[random.nextInt(words.length)]).append(random.nextInt(9) == 0 ? ". " : " ");
        }
        measure("300 conditions, 900 phrases, 20,000 characters", rules.toString(), text.substring(0, 20_000));

        StringBuilder dear = new StringBuilder("package sample;\n");
        String[] alike = {"plan", "plane", "planed", "plann", "planne", "planned"};
        for (int i = 0; i < 900; i++) {
            String[] phrases = new String[4];
            for (int j = 0; j < 4; j++) {
                int number = i * 4 + j;
                phrases[j] = IntStream.range(0, 8)
                        .mapToObj(k -> alike[(number / (int) Math.pow(3, k)) % 3 + (k % 2 == 0 ? 0 : 3)])
                        .collect(Collectors.joining(" "));
            }
            dear.append(rule(i, phrases));
        }
        measure("3,600 phrases alike in a text of one word", dear.toString(), "planned ".repeat(2_500));
        measure("300 conditions, one letter", rules.toString(), "a".repeat(20_000));
    }

    private static String phrase(String[] words, Random random) {
        return words[random.nextInt(words.length)]
                + (random.nextBoolean() ? "" : " " + words[random.nextInt(words.length)]);
    }

    private static String rule(int number, String... phrases) {
        return Policies.signal(
                "Rule " + number,
                "Advert( mentions( text, \""
                        + String.join("\", \"", new java.util.LinkedHashSet<>(java.util.List.of(phrases))) + "\" ) )");
    }

    /** Two files, as one has at most 256 KiB. */
    private static int half(String rules) {
        return rules.indexOf("rule \"", rules.length() / 2);
    }

    private static void measure(String what, String rules, String text) {
        Checked checked = Checker.check(
                java.util.List.of(
                        new SourceFile("facts.drl", FACTS),
                        new SourceFile("rules.drl", rules.substring(0, half(rules))),
                        new SourceFile("more.drl", "package sample;\n" + rules.substring(half(rules)))),
                new Terms("sample", java.util.List.of("A"), java.util.List.of("X"), Map.of("0", 75)));
        if (!checked.passed()) {
            System.out.println(what + ": " + checked.findings().get(0));
            return;
        }
        KnowledgeBase base = KnowledgeBase.compile(checked.rulebook());
        Condition.And condition = ((Element.Pattern) checked.rulebook()
                        .rules()
                        .get(0)
                        .branches()
                        .get(0)
                        .elements()
                        .get(0))
                .condition();
        Phrasebook book = ((Condition.Mentioning) condition.parts().get(0)).book();
        JsonMapper json = JsonMapper.builder().build();
        double[] times = new double[300];
        double[] reading = new double[300];
        double[] searching = new double[300];
        int fired = 0;
        for (int i = -300; i < times.length; i++) {
            // Another text each time, so that nothing found before counts
            String one = text.substring(0, text.length() - 4) + " " + (i + 500);
            Facts facts = FactReader.read(
                    json.createObjectNode()
                            .set("advert", json.createObjectNode().put("text", one)),
                    "/facts",
                    checked.rulebook());
            long first = THREAD.getCurrentThreadCpuTime();
            Words.of(one);
            long second = THREAD.getCurrentThreadCpuTime();
            book.words(one + " ");
            long start = THREAD.getCurrentThreadCpuTime();
            fired = base.evaluate(facts).signals().size();
            if (i >= 0) {
                times[i] = (THREAD.getCurrentThreadCpuTime() - start) / 1e6;
                reading[i] = (second - first) / 1e6;
                searching[i] = (start - second) / 1e6;
            }
        }
        java.util.Arrays.sort(times);
        java.util.Arrays.sort(reading);
        java.util.Arrays.sort(searching);
        System.out.printf(
                "%s: %.2f ms, p99 %.2f ms, %d fired; of it reading %.2f ms, reading and searching %.2f ms%n",
                what, times[150], times[297], fired, reading[150], searching[150]);
    }
}
