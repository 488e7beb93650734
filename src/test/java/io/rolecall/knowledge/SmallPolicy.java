package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A random policy so small that every situation there is can be tried. */
record SmallPolicy(String text, KnowledgeBase base) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Terms TERMS =
            new Terms("sample", List.of("A", "B", "C"), List.of("X", "Y", "Z"), Map.of("0", 75));
    private static final String FACTS = """
            package sample;
            declare enum Stage EARLY("Early"), LATE("Late"), OVER("Over"); label : String end
            declare Thing
                flag : Boolean @ask( "Flag?" ) @effort( 1 )
                count : Integer @ask( "Count?" ) @min( 0 ) @max( 3 )
                stage : Stage @ask( "Stage?" ) @given
            end
            declare Place
                open : Boolean @ask( "Open?" )
                rooms : Integer @ask( "Rooms?" ) @min( 0 ) @max( 2 ) @effort( 5 )
            end
            declare Gap
                name : String
                size : Integer
            end
            """;

    /** What each fact can be; null is unknown. */
    static final Map<String, List<Object>> VALUES = values();

    private static Map<String, List<Object>> values() {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        values.put("thing.flag", unknownAnd(true, false));
        values.put("thing.count", unknownAnd(0, 1, 2, 3));
        values.put("thing.stage", unknownAnd("EARLY", "LATE", "OVER"));
        values.put("place.open", unknownAnd(true, false));
        values.put("place.rooms", unknownAnd(0, 1, 2));
        return values;
    }

    private static List<Object> unknownAnd(Object... known) {
        List<Object> values = new ArrayList<>();
        values.add(null);
        values.addAll(List.of(known));
        return values;
    }

    static SmallPolicy random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            text.append(rule(
                    "Gap " + i,
                    "",
                    random,
                    false,
                    "insertLogical( new Gap( \"" + pick(random, "a", "b") + "\", " + random.nextInt(2) + " ) );",
                    false));
        }
        for (int i = 0; i < 2 + random.nextInt(6); i++) {
            String head = pick(random, "@favours( ", "@favours( ", "@opposes( ") + pick(random, "A", "B", "C")
                    + " ) @weight( " + (1 + random.nextInt(5)) + " ) @because( \"Because.\" ) @cites( \"0-01\" )";
            text.append(rule("Signal " + i, head, random, false, "raise( kcontext );", true));
        }
        for (int i = 0; i < 2 + random.nextInt(5); i++) {
            String head = "@recommends( " + pick(random, "X", "Y", "Z") + " ) @precedence( " + random.nextInt(3)
                    + " ) @because( \"Because.\" ) @cites( \"0-01\" )";
            text.append(rule("Conclusion " + i, head, random, true, "recommend( kcontext );", true));
        }
        return of(text.toString());
    }

    private static SmallPolicy of(String text) {
        Checked checked = Checker.check(
                List.of(new SourceFile("facts.drl", FACTS), new SourceFile("rules.drl", "package sample;\n" + text)),
                TERMS);
        assertThat(checked.findings()).filteredOn(Finding::isError).as(text).isEmpty();
        return new SmallPolicy(text, KnowledgeBase.compile(checked.rulebook()));
    }

    /** With one thing written otherwise in one of its rules, or one rule less. */
    SmallPolicy edited(Random random) {
        List<String> rules = new ArrayList<>(List.of(text.split("(?=rule \")")));
        int place = random.nextInt(rules.size());
        String rule = rules.get(place);
        String other = switch (random.nextInt(5)) {
            case 0 -> rule.replaceFirst("@weight\\( \\d", "@weight( " + (1 + random.nextInt(5)));
            case 1 -> rule.replaceFirst("== true", "== false");
            case 2 -> rule.replaceFirst(">= 1", ">= 2");
            case 3 -> rule.replaceFirst("@precedence\\( \\d", "@precedence( " + random.nextInt(3));
            default -> rule.startsWith("rule \"Gap") ? rule : "";
        };
        rules.set(place, other);
        return of(String.join("", rules));
    }

    private static String rule(String name, String head, Random random, boolean scores, String then, boolean derived) {
        StringBuilder when = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            when.append("    ").append(element(random, scores, derived)).append('\n');
        }
        return "rule \"" + name + "\" " + head + "\nwhen\n" + when + "then\n    " + then + "\nend\n";
    }

    private static String element(Random random, boolean scores, boolean derived) {
        if (scores && random.nextInt(2) == 0) {
            return score(random);
        }
        return switch (random.nextInt(8)) {
            case 0 -> "not " + pattern(random);
            case 1 -> "( " + pattern(random) + " or " + pattern(random) + " )";
            case 2 -> derived ? pick(random, "not ", "exists ", "") + gap(random) : pattern(random);
            case 3 -> {
                String variable = "$c" + random.nextInt(1_000_000);
                yield "Thing( " + variable + " : count )\n    Place( rooms " + pick(random, "<", ">=", "==", "!=") + " "
                        + variable + " )";
            }
            default -> pattern(random);
        };
    }

    private static String gap(Random random) {
        return "Gap( " + pick(random, "", "name == \"a\"", "size >= 1", "name == \"b\", size == 0") + " )";
    }

    private static String score(Random random) {
        String leaning = random.nextInt(5) == 0 ? "" : "leaning == \"" + pick(random, "A", "B", "C") + "\", ";
        return "Score( " + leaning
                + pick(random, "rank == 1", "lead >= 1", "total >= 2", "rank > 1", "lead >= 3, total > 0", "total < 0")
                + " )";
    }

    private static String pattern(Random random) {
        return random.nextBoolean()
                ? "Thing( " + thing(random) + (random.nextInt(3) == 0 ? pick(random, " || ", ", ") + thing(random) : "")
                        + " )"
                : "Place( "
                        + pick(
                                random,
                                "open == true",
                                "open == false",
                                "open == null",
                                "rooms >= 1",
                                "rooms == 0 || open == true")
                        + " )";
    }

    private static String thing(Random random) {
        return pick(
                random,
                "flag == true",
                "flag == false",
                "flag != null",
                "count >= 1",
                "count < 3",
                "count in ( 1, 2 )",
                "stage == Stage.EARLY",
                "stage not in ( Stage.LATE, Stage.OVER )",
                "!( flag == true && count > 1 )");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static Map<String, Object> situation(Random random) {
        Map<String, Object> situation = new LinkedHashMap<>();
        VALUES.forEach((path, values) -> {
            Object value = values.get(random.nextInt(values.size()));
            if (value != null) {
                situation.put(path, value);
            }
        });
        return situation;
    }

    /** Every situation in which these facts are as they are, and the others anything. */
    static List<Map<String, Object>> completions(Map<String, Object> known) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(new LinkedHashMap<>(known)));
        VALUES.forEach((path, values) -> {
            if (!known.containsKey(path)) {
                for (Map<String, Object> one : List.copyOf(all)) {
                    values.stream().filter(java.util.Objects::nonNull).forEach(value -> {
                        Map<String, Object> more = new LinkedHashMap<>(one);
                        more.put(path, value);
                        all.add(more);
                    });
                }
            }
        });
        return all;
    }

    Facts facts(Map<String, Object> situation) {
        ObjectNode facts = JSON.createObjectNode();
        situation.forEach((path, value) -> {
            String[] names = path.split("\\.");
            facts.withObject("/" + names[0]).putPOJO(names[1], value);
        });
        return FactReader.read(JSON.readTree(facts.toString()), "/facts", base.rulebook());
    }

    /** Null where undecided. */
    String outcome(Map<String, Object> situation) {
        return base.evaluate(facts(situation)).outcome();
    }
}
