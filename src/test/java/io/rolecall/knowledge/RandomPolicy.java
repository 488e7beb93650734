package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Random policies with every element of the language: facts of several types, derived ones that build on each other,
 * scores, conclusions and a plan. A policy is text, and can be made smaller piece by piece.
 */
record RandomPolicy(List<Piece> rules) {

    static final Terms TERMS =
            new Terms("sample", List.of("A", "B", "C"), List.of("X", "Y", "Z"), Map.of("0", 75, "book-2017", 0));

    static final String IMPORTS = """
            package sample;
            import io.rolecall.vocabulary.Recommendation;
            import io.rolecall.vocabulary.Score;
            import static io.rolecall.vocabulary.Mentions.mentions;
            import static io.rolecall.vocabulary.Mentions.near;
            import static io.rolecall.vocabulary.Verbs.caution;
            import static io.rolecall.vocabulary.Verbs.raise;
            import static io.rolecall.vocabulary.Verbs.recommend;
            import static io.rolecall.vocabulary.Verbs.step;
            """;

    private static final List<String> STAGES = List.of("EARLY", "LATE", "OVER");
    private static final List<String> NAMES =
            List.of("", "abc", "a b", "zoo", "Ünï", "quoted, (text)", "A", "ABC zoos - texts by A.B.");
    private static final List<String> PATTERNS = List.of("abc", "[a-z ]+", ".*", ".*n.*", "Ü?(nï|.+)", "x|", "[A-C]");
    private static final List<String> SOUGHT = List.of(
            "\"abc\"",
            "\"a-b\"",
            "\"Zoo\"",
            "\"ünï\"",
            "\"text\"",
            "\"quoted text\"",
            "near( \"abc\", \"a\" )",
            "near( 2, \"a\", \"zoo\" )",
            "near( 0, \"b\", \"a\" )");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

    enum Kind {
        BOOLEAN("Boolean"),
        INTEGER("Integer"),
        DOUBLE("Double"),
        TEXT("String"),
        STAGE("Stage"),
        LEANING("String"),
        OUTCOME("String");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        boolean compares(Kind other) {
            return title.equals(other.title) || ordered() && other.ordered();
        }

        boolean ordered() {
            return this == INTEGER || this == DOUBLE;
        }
    }

    /** @param level from which rules on it can be read: 0 signals, 1 and 2 what builds on them, 3 conclusions, 4 plan */
    record Type(String name, int level, boolean several, Map<String, Kind> fields) {

        boolean vocabulary() {
            return name.equals("Score") || name.equals("Recommendation");
        }
    }

    static final List<Type> TYPES = List.of(
            type("Thing", 0, false, "flag BOOLEAN, other BOOLEAN, count INTEGER, share DOUBLE, name TEXT, stage STAGE"),
            type("Place", 0, false, "open BOOLEAN, rooms INTEGER, price DOUBLE, code TEXT, phase STAGE"),
            type("Note", 1, true, "weight INTEGER, share DOUBLE, name TEXT, flag BOOLEAN, stage STAGE"),
            type("Mark", 2, true, "count INTEGER, price DOUBLE, code TEXT"),
            type("Score", 3, true, "leaning LEANING, total INTEGER, rank INTEGER, lead INTEGER"),
            type("Grade", 4, true, "total INTEGER, mean DOUBLE, name TEXT"),
            type("Recommendation", 5, false, "outcome OUTCOME"),
            type("Echo", 6, true, "outcome TEXT, weight INTEGER"));

    private static Type type(String name, int level, boolean several, String fields) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (String field : fields.split(", ")) {
            kinds.put(field.split(" ")[0], Kind.valueOf(field.split(" ")[1]));
        }
        return new Type(name, level, several, kinds);
    }

    /** The declarations; asked types are those of level 0. */
    static String facts() {
        return "package sample;\n"
                + "declare enum Stage EARLY(\"Early\"), LATE(\"Late\"), OVER(\"Over\"); label : String end\n"
                + TYPES.stream()
                        .filter(type -> !type.vocabulary())
                        .map(type -> type.fields.entrySet().stream()
                                .map(field -> "    " + field.getKey() + " : " + field.getValue().title
                                        + (type.level == 0 ? " @ask( \"?\" )" : ""))
                                .collect(Collectors.joining("\n", "declare " + type.name + "\n", "\nend\n")))
                        .collect(Collectors.joining());
    }

    /** A text with parts that may be left out. */
    record Piece(String before, String between, String after, List<Piece> parts) {

        static Piece of(String text) {
            return new Piece(text, "", "", List.of());
        }

        String text() {
            return before + parts.stream().map(Piece::text).collect(Collectors.joining(between)) + after;
        }

        /** Every piece that comes of leaving out one part, here or further in. */
        List<Piece> smaller() {
            List<Piece> smaller = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                List<Piece> fewer = new ArrayList<>(parts);
                fewer.remove(i);
                smaller.add(new Piece(before, between, after, fewer));
                for (Piece part : parts.get(i).smaller()) {
                    List<Piece> other = new ArrayList<>(parts);
                    other.set(i, part);
                    smaller.add(new Piece(before, between, after, other));
                }
            }
            return smaller;
        }
    }

    String text() {
        return IMPORTS + rules.stream().map(Piece::text).collect(Collectors.joining());
    }

    Checked check() {
        return Checker.check(List.of(new SourceFile("facts.drl", facts()), new SourceFile("rules.drl", text())), TERMS);
    }

    static RandomPolicy random(Random random) {
        List<Piece> rules = new ArrayList<>();
        add(rules, 3 + random.nextInt(3), "Notes", 0, "Note", random);
        add(rules, 1 + random.nextInt(2), "Marks", 1, "Mark", random);
        add(rules, 5 + random.nextInt(8), "Raises", 2, "raise", random);
        add(rules, random.nextInt(3), "Grades", 3, "Grade", random);
        add(rules, 3 + random.nextInt(5), "Recommends", 4, "recommend", random);
        add(rules, random.nextInt(3), "Echoes", 5, "Echo", random);
        add(rules, 2 + random.nextInt(3), "Steps", 6, "step", random);
        add(rules, 1 + random.nextInt(3), "Warns", 6, "caution", random);
        return new RandomPolicy(rules);
    }

    private static void add(List<Piece> rules, int many, String name, int level, String does, Random random) {
        for (int i = 0; i < many; i++) {
            rules.add(new RuleWriter(random, level).rule(name + " " + i, does));
        }
    }

    /** By fact and field; what is not there is unknown. */
    static Map<String, Object> situation(Random random) {
        Map<String, Object> situation = new LinkedHashMap<>();
        int unknown = random.nextInt(9);
        for (Type type : TYPES) {
            if (type.level == 0) {
                type.fields.forEach((field, kind) -> {
                    if (random.nextInt(10) >= unknown) {
                        situation.put(type.name.toLowerCase() + "." + field, value(kind, random));
                    }
                });
            }
        }
        return situation;
    }

    private static Object value(Kind kind, Random random) {
        return switch (kind) {
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> random.nextInt(6) - 2;
            case DOUBLE -> (random.nextInt(9) - 3) / (random.nextBoolean() ? 2.0 : 10.0);
            case TEXT -> pick(NAMES, random);
            case STAGE -> pick(STAGES, random);
            case LEANING -> pick(TERMS.leanings(), random);
            case OUTCOME -> pick(TERMS.outcomes(), random);
        };
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** Writes one rule. */
    private static final class RuleWriter {

        private final Random random;
        private final List<Type> types;
        private final Map<String, Kind> variables = new LinkedHashMap<>();
        /** Variables that no fact can hold. */
        private final List<String> loose = new ArrayList<>();

        /** Variables that are never unknown. */
        private final List<String> known = new ArrayList<>();

        private int variableCount;
        private int joins;
        private int patterns;

        /** As many patterns as one element can bring to a branch. */
        private static final int LARGEST = 4;

        RuleWriter(Random random, int level) {
            this.random = random;
            this.types = TYPES.stream().filter(type -> type.level <= level).toList();
        }

        Piece rule(String name, String does) {
            boolean derives = Character.isUpperCase(does.charAt(0));
            joins = derives ? 1 : 2;
            List<Piece> elements = new ArrayList<>();
            int size = 1 + random.nextInt(3);
            for (int i = 0; i < size && patterns + LARGEST <= Limits.PATTERNS_IN_A_RULE; i++) {
                elements.add(element(derives));
            }
            Piece when = new Piece("\nwhen\n    ", "\n    ", "\nthen\n    ", elements);
            String then =
                    derives ? "insertLogical( new " + does + "( " + arguments(does) + " ) );" : does + "( kcontext );";
            return new Piece("rule \"" + name + "\"", "", then + "\nend\n", List.of(head(does), when));
        }

        private Piece head(String does) {
            String cites = " @cites( \"0-0" + (1 + random.nextInt(9)) + ", book-2017\" )";
            return Piece.of(
                    switch (does) {
                        case "raise" ->
                            (random.nextInt(3) > 0 ? " @favours( " : " @opposes( ") + pick(TERMS.leanings())
                                    + " ) @weight( " + (1 + random.nextInt(5)) + " ) @because( \"" + sentence() + "\" )"
                                    + cites;
                        case "recommend" ->
                            " @recommends( " + pick(TERMS.outcomes()) + " ) @precedence( " + random.nextInt(4)
                                    + " ) @because( \"" + sentence() + "\" )" + cites;
                        case "step" ->
                            " @order( " + random.nextInt(3) + " ) @advises( \"" + sentence() + "\" )"
                                    + (random.nextBoolean() ? " @until( \"" + sentence() + "\" )" : "") + cites;
                        case "caution" -> " @warns( \"" + sentence() + "\" )" + cites;
                        default -> "";
                    });
        }

        private String sentence() {
            return "Because"
                    + variables.keySet().stream()
                            .filter(name -> random.nextBoolean())
                            .map(name -> " {" + name + "}")
                            .collect(Collectors.joining())
                    + ".";
        }

        private String arguments(String derived) {
            Type type = TYPES.stream()
                    .filter(one -> one.name.equals(derived))
                    .findFirst()
                    .orElseThrow();
            return type.fields.values().stream()
                    .map(kind -> {
                        List<String> fitting = variables.entrySet().stream()
                                .filter(one -> one.getValue().title.equals(kind.title) && !loose.contains(one.getKey()))
                                .map(Map.Entry::getKey)
                                .toList();
                        return fitting.isEmpty() || random.nextInt(4) == 0 ? constant(kind) : pick(fitting);
                    })
                    .collect(Collectors.joining(", "));
        }

        private Piece element(boolean derives) {
            return switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> pattern(2, true);
                case 4, 5 -> quantified("not ");
                case 6 -> quantified("exists ");
                case 7, 8 -> derives ? pattern(2, true) : either();
                default -> accumulation();
            };
        }

        /** @param joined whether each fact that it matches is a match of the rule: of those not too many */
        private Piece pattern(int most, boolean joined) {
            patterns++;
            Type type = pick(types);
            if (joined && type.several && --joins < 0) {
                type = TYPES.get(random.nextInt(2));
            }
            Map<String, Kind> fields = type.fields;
            List<Piece> parts = new ArrayList<>();
            if (random.nextInt(2) == 0) {
                String field = pick(List.copyOf(fields.keySet()));
                String variable = "$v" + variableCount++;
                variables.put(variable, fields.get(field));
                if (type.vocabulary()) {
                    known.add(variable);
                }
                boolean compares = random.nextInt(4) == 0 && fields.get(field).ordered();
                parts.add(Piece.of(variable + " : " + field
                        + (compares ? " " + pick(COMPARISONS) + " " + constant(fields.get(field)) : "")));
            }
            if (type.name.equals("Score") && random.nextBoolean()) {
                parts.add(Piece.of("leaning == " + constant(Kind.LEANING)));
            }
            int size = random.nextInt(most + 1);
            for (int i = 0; i < size; i++) {
                parts.add(Piece.of(condition(fields, 3)));
            }
            return new Piece(type.name + "( ", ", ", " )", parts);
        }

        /** What `not` and `exists` bind stays inside. */
        private Piece quantified(String word) {
            List<String> outside = List.copyOf(variables.keySet());
            List<Piece> patterns = new ArrayList<>(List.of(pattern(2, false)));
            if (random.nextInt(4) == 0) {
                patterns.add(pattern(1, false));
            }
            variables.keySet().retainAll(outside);
            return patterns.size() > 1
                    ? new Piece(word + "( ", " and ", " )", patterns)
                    : new Piece(word, "", "", patterns);
        }

        /** Two alternatives that may bind one more value of the same kind, under one name. */
        private Piece either() {
            List<String> outside = List.copyOf(variables.keySet());
            List<Piece> first =
                    new ArrayList<>(List.of(random.nextInt(4) == 0 ? quantified("not ") : pattern(2, true)));
            if (random.nextInt(3) == 0) {
                first.add(pattern(1, true));
            }
            variables.keySet().retainAll(outside);
            List<Piece> second = new ArrayList<>(List.of(pattern(2, true)));
            variables.keySet().retainAll(outside);
            if (random.nextInt(3) == 0) {
                String shared = "$v" + variableCount++;
                first.add(Piece.of("Thing( " + shared + " : count )"));
                second.add(Piece.of("Place( " + shared + " : rooms )"));
                variables.put(shared, Kind.INTEGER);
            }
            return new Piece(
                    "( ", " or ", " )", List.of(new Piece("", " and ", "", first), new Piece("", " and ", "", second)));
        }

        private Piece accumulation() {
            patterns++;
            Type type = pick(types.stream()
                    .filter(one -> one.fields.values().stream().anyMatch(Kind::ordered))
                    .toList());
            List<String> outside = List.copyOf(variables.keySet());
            List<Piece> parts = new ArrayList<>();
            Map<String, Kind> inside = new LinkedHashMap<>();
            for (String field : type.fields.keySet()) {
                if (type.fields.get(field).ordered() && (inside.isEmpty() || random.nextBoolean())) {
                    String variable = "$v" + variableCount++;
                    inside.put(variable, type.fields.get(field));
                    parts.add(Piece.of(variable + " : " + field));
                }
            }
            if (random.nextBoolean()) {
                parts.add(Piece.of(condition(type.fields, 2)));
            }
            Piece source = new Piece("accumulate( " + type.name + "( ", ", ", " )", parts);
            variables.keySet().retainAll(outside);
            List<String> numbers = new ArrayList<>();
            List<Piece> conditions = new ArrayList<>();
            int size = 1 + random.nextInt(2);
            for (int i = 0; i < size; i++) {
                String result = "$v" + variableCount++;
                String function = pick(List.of("sum", "count", "min", "max", "average"));
                String argument = pick(List.copyOf(inside.keySet()));
                boolean count = function.equals("count");
                boolean all = count && random.nextBoolean();
                numbers.add(result + " : " + function + "( " + (all ? "1" : argument) + " )");
                Kind kind = count ? Kind.INTEGER : function.equals("average") ? Kind.DOUBLE : inside.get(argument);
                variables.put(result, kind);
                known.add(result);
                if (count || kind == Kind.DOUBLE && function.startsWith("m")) {
                    loose.add(result);
                }
                if (random.nextBoolean()) {
                    conditions.add(Piece.of(result + " " + pick(COMPARISONS) + " " + constant(kind)));
                }
            }
            String after = "; " + String.join(", ", numbers);
            return conditions.isEmpty()
                    ? new Piece("", "", after + " )", List.of(source))
                    : new Piece("", "", " )", List.of(source, new Piece(after + "; ", ", ", "", conditions)));
        }

        private String condition(Map<String, Kind> fields, int depth) {
            int kind = depth == 0 ? 4 + random.nextInt(6) : random.nextInt(10);
            switch (kind) {
                case 0, 1: {
                    int size = 2 + random.nextInt(2);
                    List<String> parts = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        parts.add(condition(fields, depth - 1));
                    }
                    return "( " + String.join(kind == 0 ? " && " : " || ", parts) + " )";
                }
                case 2:
                    return "( " + condition(fields, 0) + " || " + condition(fields, 0) + " && " + condition(fields, 0)
                            + " )";
                case 3:
                    return "!( " + condition(fields, depth - 1) + " )";
                case 4:
                    return unknown(fields);
                case 5: {
                    String left = pick(List.copyOf(fields.keySet()));
                    List<String> members = new ArrayList<>();
                    int size = 1 + random.nextInt(3);
                    for (int i = 0; i < size; i++) {
                        members.add(
                                random.nextInt(5) == 0 ? other(fields, fields.get(left)) : constant(fields.get(left)));
                    }
                    return left + (random.nextBoolean() ? " in ( " : " not in ( ") + String.join(", ", members) + " )";
                }
                case 6:
                    return special(fields);
                default:
                    return comparison(fields);
            }
        }

        private String unknown(Map<String, Kind> fields) {
            List<String> operands = new ArrayList<>(variables.keySet());
            operands.removeAll(known);
            if (TYPES.stream().noneMatch(type -> type.vocabulary() && type.fields == fields)) {
                operands.addAll(fields.keySet());
            }
            if (operands.isEmpty()) {
                return comparison(fields);
            }
            String operator = random.nextBoolean() ? " == " : " != ";
            return random.nextInt(5) == 0 ? "null" + operator + pick(operands) : pick(operands) + operator + "null";
        }

        /** A flag on its own, or a pattern for a text. */
        private String special(Map<String, Kind> fields) {
            String field = pick(List.copyOf(fields.keySet()));
            return switch (fields.get(field)) {
                case BOOLEAN -> (random.nextBoolean() ? "!" : "") + field;
                case TEXT, LEANING, OUTCOME ->
                    random.nextBoolean() ? field + " matches \"" + pick(PATTERNS) + "\"" : mentions(field);
                default -> comparison(fields);
            };
        }

        /** Of a field, or of a text that was bound. */
        private String mentions(String field) {
            List<String> bound = names(variables, Kind.TEXT);
            List<String> sought = new ArrayList<>(SOUGHT);
            Collections.shuffle(sought, random);
            return (random.nextInt(3) == 0 ? "!" : "") + "mentions( "
                    + (bound.isEmpty() || random.nextInt(3) > 0 ? field : pick(bound)) + ", "
                    + String.join(", ", sought.subList(0, 1 + random.nextInt(3))) + " )";
        }

        private String comparison(Map<String, Kind> fields) {
            boolean bound = random.nextInt(4) == 0 && !variables.isEmpty();
            String left = pick(List.copyOf((bound ? variables : fields).keySet()));
            Kind kind = (bound ? variables : fields).get(left);
            boolean fixed = random.nextInt(3) > 0;
            String right = fixed ? constant(kind) : other(fields, kind);
            String operator = pick(kind.ordered() ? COMPARISONS : COMPARISONS.subList(0, 2));
            // A fixed value may stand on the left, too.
            boolean swapped = fixed && random.nextInt(6) == 0;
            return swapped ? right + " " + operator + " " + left : left + " " + operator + " " + right;
        }

        /** A field or a bound value that fits beside the kind. */
        private String other(Map<String, Kind> fields, Kind kind) {
            List<String> bound = names(variables, kind);
            List<String> own = names(fields, kind);
            if (!bound.isEmpty() && (own.isEmpty() || random.nextBoolean())) {
                return pick(bound);
            }
            return own.isEmpty() ? constant(kind) : pick(own);
        }

        private static List<String> names(Map<String, Kind> kinds, Kind kind) {
            return kinds.entrySet().stream()
                    .filter(one -> kind.compares(one.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private String constant(Kind kind) {
            Object value = value(kind, random);
            return switch (kind) {
                case STAGE -> "Stage." + value;
                case TEXT, LEANING, OUTCOME -> "\"" + value + "\"";
                default -> value.toString();
            };
        }

        private <T> T pick(List<T> list) {
            return RandomPolicy.pick(list, random);
        }
    }

    /** The JSON of a situation. */
    static String json(Map<String, @Nullable Object> situation) {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        situation.forEach((path, value) -> facts.computeIfAbsent(path.split("\\.")[0], name -> new ArrayList<>())
                .add("\"" + path.split("\\.")[1] + "\": " + (value instanceof String ? "\"" + value + "\"" : value)));
        return facts.entrySet().stream()
                .map(fact -> "\"" + fact.getKey() + "\": {" + String.join(", ", fact.getValue()) + "}")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
