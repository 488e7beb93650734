package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Random conditions over {@link Policies#FACTS}, each as text and as a naive reading of its own: a truth is a Boolean, and
 * null is unknown. Shares no code with what it judges.
 */
final class RandomRules {

    /** Two in three situations hold all three notes' conditions; the third note carries what may be unknown. */
    static final String NOTES = """
            rule "First note" when Thing( flag ) then insertLogical( new Note( 1, 0.5 ) ); end
            rule "Second note" when Thing( other != true ) then insertLogical( new Note( -3, 2.0 ) ); end
            rule "Third note" when Thing( $c : count, $s : share, name != null ) then insertLogical( new Note( $c, $s ) ); end
            """;

    private static final List<String> STAGES = List.of("EARLY", "LATE");
    private static final List<String> NAMES = List.of("", "abc", "a b", "Ünï", "quoted, (text)");
    private static final List<String> PATTERNS = List.of("abc", "[a-z ]+", ".*", ".*n.*", "Ü?(nï|.+)", "x|");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

    enum Kind {
        BOOLEAN,
        INTEGER,
        DOUBLE,
        TEXT,
        STAGE;

        boolean compares(Kind other) {
            return this == other || ordered() && other.ordered();
        }

        boolean ordered() {
            return this == INTEGER || this == DOUBLE;
        }
    }

    private static final Map<String, Kind> THING = new TreeMap<>(Map.of(
            "flag", Kind.BOOLEAN,
            "other", Kind.BOOLEAN,
            "count", Kind.INTEGER,
            "share", Kind.DOUBLE,
            "name", Kind.TEXT,
            "stage", Kind.STAGE));
    private static final Map<String, Kind> NOTE = new TreeMap<>(Map.of("weight", Kind.INTEGER, "share", Kind.DOUBLE));

    /** What a condition may speak of: the fields of one fact, and what was bound before. */
    record Scope(Map<String, @Nullable Object> fact, Map<String, @Nullable Object> bound) {}

    interface Truthful {
        @Nullable
        Boolean in(Scope scope);
    }

    /** A condition on one fact. */
    record Condition(String text, Truthful truth) {}

    private record Operand(
            String text, Kind kind, boolean fixed, java.util.function.Function<Scope, @Nullable Object> of) {}

    /** Whether a situation has what the element asks, and the rest after it. */
    interface Element {
        String text();

        boolean holds(Situation situation, Map<String, @Nullable Object> bound, List<Element> rest);
    }

    /** A thing, some of whose fields are unknown, and the notes that follow from it. */
    record Situation(Map<String, @Nullable Object> thing, List<Map<String, @Nullable Object>> notes) {

        static Situation random(Random random) {
            Map<String, @Nullable Object> thing = new LinkedHashMap<>();
            THING.forEach((field, kind) -> thing.put(field, random.nextInt(3) == 0 ? null : value(kind, random)));
            List<Map<String, @Nullable Object>> notes = new ArrayList<>();
            if (Boolean.TRUE.equals(thing.get("flag"))) {
                notes.add(note(1, 0.5));
            }
            if (Boolean.FALSE.equals(thing.get("other"))) {
                notes.add(note(-3, 2.0));
            }
            if (thing.get("name") != null) {
                notes.add(note(thing.get("count"), thing.get("share")));
            }
            return new Situation(thing, notes);
        }

        private static Map<String, @Nullable Object> note(@Nullable Object weight, @Nullable Object share) {
            Map<String, @Nullable Object> note = new HashMap<>();
            note.put("weight", weight);
            note.put("share", share);
            return note;
        }

        List<Map<String, @Nullable Object>> facts(boolean things) {
            return things ? List.of(thing) : notes;
        }

        String json() {
            return thing.entrySet().stream()
                    .filter(field -> field.getValue() != null)
                    .map(field -> "\"" + field.getKey() + "\": "
                            + (field.getValue() instanceof String text ? "\"" + text + "\"" : field.getValue()))
                    .collect(Collectors.joining(", ", "{\"thing\": {", "}}"));
        }
    }

    record Rule(String name, List<Element> elements) {
        String text() {
            return Policies.signal(name, when());
        }

        String when() {
            return elements.stream().map(Element::text).collect(Collectors.joining("\n        "));
        }

        boolean fires(Situation situation) {
            return rest(elements, situation, Map.of());
        }
    }

    private final Random random;
    private final Map<String, Kind> variables = new LinkedHashMap<>();
    private int variableCount;

    private RandomRules(Random random) {
        this.random = random;
    }

    static Rule rule(String name, Random random) {
        RandomRules rules = new RandomRules(random);
        int size = 1 + random.nextInt(3);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(rules.element());
        }
        return new Rule(name, elements);
    }

    private static boolean rest(List<Element> elements, Situation situation, Map<String, @Nullable Object> bound) {
        return elements.isEmpty() || elements.get(0).holds(situation, bound, elements.subList(1, elements.size()));
    }

    private Element element() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> pattern(2);
            case 4, 5 -> quantified(false);
            case 6 -> quantified(true);
            case 7, 8 -> either();
            default -> accumulation();
        };
    }

    /** @param fact each fact of the kind, with what the pattern binds, of which the condition has some truth */
    private record Pattern(String text, boolean thing, Map<String, String> binds, List<Condition> conditions)
            implements Element {

        @Override
        public boolean holds(Situation situation, Map<String, @Nullable Object> bound, List<Element> rest) {
            return situation.facts(thing).stream().anyMatch(fact -> {
                Map<String, @Nullable Object> inside = with(bound, fact);
                return Boolean.TRUE.equals(truth(fact, inside)) && rest(rest, situation, inside);
            });
        }

        Map<String, @Nullable Object> with(Map<String, @Nullable Object> bound, Map<String, @Nullable Object> fact) {
            Map<String, @Nullable Object> inside = new HashMap<>(bound);
            binds.forEach((variable, field) -> inside.put(variable, fact.get(field)));
            return inside;
        }

        @Nullable
        Boolean truth(Map<String, @Nullable Object> fact, Map<String, @Nullable Object> bound) {
            return all(conditions.stream().map(Condition::truth).toList(), new Scope(fact, bound));
        }
    }

    /** @param most how many conditions at most */
    private Pattern pattern(int most) {
        boolean thing = random.nextInt(3) > 0;
        Map<String, Kind> fields = thing ? THING : NOTE;
        Map<String, String> binds = new LinkedHashMap<>();
        List<Condition> conditions = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        if (random.nextInt(2) == 0) {
            String field = pick(List.copyOf(fields.keySet()));
            String variable = "$v" + variableCount++;
            binds.put(variable, field);
            variables.put(variable, fields.get(field));
            parts.add(variable + " : " + field);
        }
        int size = random.nextInt(most + 1);
        for (int i = 0; i < size; i++) {
            Condition condition = condition(fields, 3);
            conditions.add(condition);
            parts.add(condition.text());
        }
        return new Pattern(
                (thing ? "Thing" : "Note") + "( " + String.join(", ", parts) + " )", thing, binds, conditions);
    }

    /** What `not` and `exists` bind stays inside. */
    private Element quantified(boolean exists) {
        Map<String, Kind> outside = Map.copyOf(variables);
        List<Pattern> patterns = new ArrayList<>(List.of(pattern(2)));
        if (random.nextInt(4) == 0) {
            patterns.add(pattern(1));
        }
        variables.keySet().retainAll(outside.keySet());
        String inner = patterns.stream().map(Pattern::text).collect(Collectors.joining(" and "));
        String text = (exists ? "exists " : "not ") + (patterns.size() > 1 ? "( " + inner + " )" : inner);
        return new Quantified(text, exists, patterns);
    }

    private record Quantified(String text, boolean exists, List<Pattern> patterns) implements Element {

        @Override
        public boolean holds(Situation situation, Map<String, @Nullable Object> bound, List<Element> rest) {
            Boolean some = some(situation, bound, patterns);
            return Boolean.valueOf(exists).equals(some) && rest(rest, situation, bound);
        }

        /** Whether some combination of facts has the patterns: true, false or unknown. */
        private static @Nullable Boolean some(
                Situation situation, Map<String, @Nullable Object> bound, List<Pattern> patterns) {
            if (patterns.isEmpty()) {
                return true;
            }
            Pattern first = patterns.get(0);
            List<Truthful> each = situation.facts(first.thing).stream()
                    .map(fact -> (Truthful) scope -> {
                        Map<String, @Nullable Object> inside = first.with(bound, fact);
                        Boolean further = some(situation, inside, patterns.subList(1, patterns.size()));
                        return and(first.truth(fact, inside), further);
                    })
                    .toList();
            return any(each, new Scope(Map.of(), Map.of()));
        }
    }

    /** Two alternatives that bind one more value of the same kind, under one name. */
    private Element either() {
        Map<String, Kind> outside = Map.copyOf(variables);
        List<Element> first = new ArrayList<>(List.of(random.nextInt(4) == 0 ? quantified(false) : pattern(2)));
        if (random.nextInt(3) == 0) {
            first.add(pattern(1));
        }
        variables.keySet().retainAll(outside.keySet());
        List<Element> second = new ArrayList<>(List.of(pattern(2)));
        variables.keySet().retainAll(outside.keySet());
        if (random.nextInt(3) == 0) {
            String shared = "$v" + variableCount++;
            Pattern thing = new Pattern("Thing( " + shared + " : count )", true, Map.of(shared, "count"), List.of());
            Pattern note = new Pattern("Note( " + shared + " : weight )", false, Map.of(shared, "weight"), List.of());
            first.add(thing);
            second.add(note);
            variables.put(shared, Kind.INTEGER);
        }
        List<List<Element>> branches = List.of(first, second);
        String text = branches.stream()
                .map(branch -> branch.stream().map(Element::text).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(" or ", "( ", " )"));
        return new Either(text, branches);
    }

    private record Either(String text, List<List<Element>> branches) implements Element {
        @Override
        public boolean holds(Situation situation, Map<String, @Nullable Object> bound, List<Element> rest) {
            return branches.stream().anyMatch(branch -> {
                List<Element> all = new ArrayList<>(branch);
                all.addAll(rest);
                return rest(all, situation, bound);
            });
        }
    }

    private Element accumulation() {
        String variable = "$v" + variableCount++;
        variables.put(variable, Kind.INTEGER);
        List<Condition> conditions = random.nextBoolean() ? List.of() : List.of(condition(NOTE, 2));
        variables.remove(variable);
        String function = pick(List.of("sum", "count", "min", "max", "average"));
        int limit = random.nextInt(7) - 3;
        String result = "$v" + variableCount++;
        String text = "accumulate( Note( " + variable + " : weight"
                + conditions.stream().map(one -> ", " + one.text()).collect(Collectors.joining())
                + " ); " + result + " : " + function + "( " + variable + " ); " + result + " >= " + limit + " )";
        Pattern source = new Pattern(text, false, Map.of(variable, "weight"), conditions);
        return new Accumulation(text, source, function, limit);
    }

    private record Accumulation(String text, Pattern source, String function, int limit) implements Element {
        @Override
        public boolean holds(Situation situation, Map<String, @Nullable Object> bound, List<Element> rest) {
            List<Integer> counted = new ArrayList<>();
            for (Map<String, @Nullable Object> note : situation.notes) {
                Boolean truth = source.truth(note, source.with(bound, note));
                Object weight = note.get("weight");
                if (truth == null || truth && weight == null) {
                    return false; // it is not known what the whole would be
                }
                if (truth) {
                    counted.add((Integer) weight);
                }
            }
            var numbers = counted.stream().mapToInt(number -> number).summaryStatistics();
            if (counted.isEmpty() && !function.equals("sum") && !function.equals("count")) {
                return false;
            }
            double whole = switch (function) {
                case "sum" -> numbers.getSum();
                case "count" -> numbers.getCount();
                case "min" -> numbers.getMin();
                case "max" -> numbers.getMax();
                default -> numbers.getAverage();
            };
            return whole >= limit && rest(rest, situation, bound);
        }
    }

    private Condition condition(Map<String, Kind> fields, int depth) {
        int kind = depth == 0 ? 4 + random.nextInt(6) : random.nextInt(10);
        switch (kind) {
            case 0, 1: {
                boolean and = kind == 0;
                List<Condition> parts = new ArrayList<>();
                int size = 2 + random.nextInt(2);
                for (int i = 0; i < size; i++) {
                    parts.add(condition(fields, depth - 1));
                }
                String text = parts.stream().map(Condition::text).collect(Collectors.joining(and ? " && " : " || "));
                List<Truthful> truths = parts.stream().map(Condition::truth).toList();
                return new Condition("( " + text + " )", scope -> and ? all(truths, scope) : any(truths, scope));
            }
            case 2: {
                // Without brackets: && binds more tightly than ||.
                Condition a = condition(fields, 0);
                Condition b = condition(fields, 0);
                Condition c = condition(fields, 0);
                return new Condition(
                        "( " + a.text() + " || " + b.text() + " && " + c.text() + " )",
                        scope -> any(List.of(a.truth(), inner -> all(List.of(b.truth(), c.truth()), inner)), scope));
            }
            case 3: {
                Condition part = condition(fields, depth - 1);
                return new Condition(
                        "!( " + part.text() + " )", scope -> not(part.truth().in(scope)));
            }
            case 4:
                return unknown(fields);
            case 5:
                return membership(fields);
            case 6:
                return flagOrPattern(fields);
            default:
                return comparison(fields);
        }
    }

    private Condition unknown(Map<String, Kind> fields) {
        Operand operand = random.nextInt(3) == 0 && !variables.isEmpty() ? variable(null) : field(fields, null);
        boolean negated = random.nextBoolean();
        String operator = negated ? " != " : " == ";
        return new Condition(
                random.nextInt(5) == 0 ? "null" + operator + operand.text : operand.text + operator + "null",
                scope -> (operand.of.apply(scope) == null) != negated);
    }

    private Condition membership(Map<String, Kind> fields) {
        Operand left = field(fields, null);
        List<Operand> members = new ArrayList<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            members.add(random.nextInt(5) == 0 ? other(fields, left.kind) : constant(left.kind));
        }
        boolean negated = random.nextBoolean();
        String list = members.stream().map(Operand::text).collect(Collectors.joining(", ", "( ", " )"));
        return new Condition(left.text + (negated ? " not in " : " in ") + list, scope -> {
            List<Truthful> equals = members.stream()
                    .map(member -> (Truthful) inner -> compare("==", left.of.apply(inner), member.of.apply(inner)))
                    .toList();
            Boolean any = any(equals, scope);
            return negated ? not(any) : any;
        });
    }

    private Condition flagOrPattern(Map<String, Kind> fields) {
        if (!fields.containsKey("flag")) {
            return comparison(fields);
        }
        if (random.nextBoolean()) {
            Operand flag = field(fields, Kind.BOOLEAN);
            boolean negated = random.nextBoolean();
            return new Condition((negated ? "!" : "") + flag.text, scope -> {
                Boolean value = (Boolean) flag.of.apply(scope);
                return negated ? not(value) : value;
            });
        }
        String pattern = pick(PATTERNS);
        return new Condition("name matches \"" + pattern + "\"", scope -> {
            Object name = scope.fact.get("name");
            return name == null ? null : Boolean.valueOf(((String) name).matches(pattern));
        });
    }

    private Condition comparison(Map<String, Kind> fields) {
        Operand left = random.nextInt(4) == 0 && !variables.isEmpty() ? variable(null) : field(fields, null);
        Operand right = random.nextInt(3) == 0 ? other(fields, left.kind) : constant(left.kind);
        String operator = pick(left.kind.ordered() ? COMPARISONS : COMPARISONS.subList(0, 2));
        // A fixed value may stand on the left, too.
        boolean swapped = right.fixed && random.nextInt(6) == 0;
        Operand first = swapped ? right : left;
        Operand second = swapped ? left : right;
        return new Condition(
                first.text + " " + operator + " " + second.text,
                scope -> compare(operator, first.of.apply(scope), second.of.apply(scope)));
    }

    /** A field or a bound value that fits beside the kind. */
    private Operand other(Map<String, Kind> fields, Kind kind) {
        boolean bound = variables.values().stream().anyMatch(kind::compares);
        boolean field = fields.values().stream().anyMatch(kind::compares);
        return bound && (!field || random.nextBoolean())
                ? variable(kind)
                : field ? field(fields, kind) : constant(kind);
    }

    private Operand variable(@Nullable Kind kind) {
        String name = pick(names(variables, kind));
        return new Operand(name, variables.get(name), false, scope -> scope.bound.get(name));
    }

    private Operand field(Map<String, Kind> fields, @Nullable Kind kind) {
        String name = pick(names(fields, kind));
        return new Operand(name, fields.get(name), false, scope -> scope.fact.get(name));
    }

    private static List<String> names(Map<String, Kind> kinds, @Nullable Kind kind) {
        return kinds.entrySet().stream()
                .filter(one -> kind == null || kind.compares(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Operand constant(Kind kind) {
        Object value = value(kind, random);
        String text =
                kind == Kind.STAGE ? "Stage." + value : kind == Kind.TEXT ? "\"" + value + "\"" : value.toString();
        return new Operand(text, kind, true, scope -> value);
    }

    private static Object value(Kind kind, Random random) {
        return switch (kind) {
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> random.nextInt(5) - 2;
            case DOUBLE -> (random.nextInt(9) - 4) / 2.0;
            case TEXT -> NAMES.get(random.nextInt(NAMES.size()));
            case STAGE -> STAGES.get(random.nextInt(STAGES.size()));
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static @Nullable Boolean compare(String operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        int order = left instanceof Number first && right instanceof Number second
                ? new java.math.BigDecimal(first.toString()).compareTo(new java.math.BigDecimal(second.toString()))
                : Objects.equals(left, right) ? 0 : 1;
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static @Nullable Boolean not(@Nullable Boolean truth) {
        return truth == null ? null : !truth;
    }

    private static @Nullable Boolean and(@Nullable Boolean first, @Nullable Boolean second) {
        if (Boolean.FALSE.equals(first) || Boolean.FALSE.equals(second)) {
            return false;
        }
        return first == null || second == null ? null : Boolean.TRUE;
    }

    private static @Nullable Boolean all(List<Truthful> parts, Scope scope) {
        Boolean whole = true;
        for (Truthful part : parts) {
            whole = and(whole, part.in(scope));
        }
        return whole;
    }

    private static @Nullable Boolean any(List<Truthful> parts, Scope scope) {
        return not(all(
                parts.stream()
                        .map(part -> (Truthful) inner -> not(part.in(inner)))
                        .toList(),
                scope));
    }
}
