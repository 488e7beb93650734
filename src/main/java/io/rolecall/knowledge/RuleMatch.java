package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a rule holds, found by trying every fact for every pattern.
 *
 * @param matched what the conditions read
 * @param leanings whose scores they read
 * @param texts of what is bound, by variable name
 * @param inserted the fact that follows; null where the rule derives none
 * @param mentions of what its conditions look for in texts
 */
record RuleMatch(
        Rule rule,
        Map<String, @Nullable Object> matched,
        Set<String> leanings,
        Map<String, String> texts,
        @Nullable Row inserted,
        List<Mention> mentions) {

    static List<RuleMatch> of(Rule rule, WorkingMemory memory) {
        List<RuleMatch> all = new ArrayList<>();
        for (Rule.Branch branch : rule.branches()) {
            List<RuleMatch> matches = new ArrayList<>();
            new Search(rule, branch, memory, matches).from(0, Scope.EMPTY, List.of());
            matches.sort(Comparator.comparing(match -> match.matched.toString() + match.texts + match.leanings));
            all.addAll(matches);
        }
        return all;
    }

    /** What one element of a branch was met by: a fact, or what accumulate counted. */
    private record Met(
            Pattern pattern, @Nullable Row row, @Nullable Counting counting) {}

    private record Search(Rule rule, Rule.Branch branch, WorkingMemory memory, List<RuleMatch> found) {

        void from(int number, Scope scope, List<Met> met) {
            if (number == branch.elements().size()) {
                found.add(match(scope, met));
                return;
            }
            Element element = branch.elements().get(number);
            if (element instanceof Pattern pattern) {
                for (Row row : memory.of(pattern.type())) {
                    Scope inside = scope.with(pattern, row);
                    if (inside.truth(pattern.condition()) == Truth.TRUE) {
                        from(number + 1, inside, plus(met, List.of(new Met(pattern, row, null))));
                    }
                }
            } else if (element instanceof Quantified quantified) {
                if (truth(quantified, scope, memory) == Truth.TRUE) {
                    from(number + 1, scope, plus(met, shown(quantified)));
                }
            } else {
                Accumulation accumulation = (Accumulation) element;
                Counting counting = Counting.of(accumulation, scope, memory);
                if (counting.truth() == Truth.TRUE) {
                    Met whole = new Met(accumulation.source(), null, counting);
                    from(number + 1, scope.with(counting.values()), plus(met, List.of(whole)));
                }
            }
        }

        /** Of what may be there several times there is nothing to show: none is there, or it does not matter which. */
        private List<Met> shown(Quantified quantified) {
            List<Met> shown = new ArrayList<>();
            for (Pattern pattern : quantified.patterns()) {
                Row only = memory.only(pattern);
                if (only != null) {
                    shown.add(new Met(pattern, only, null));
                }
            }
            return shown;
        }

        private RuleMatch match(Scope scope, List<Met> met) {
            Map<String, @Nullable Object> matched = new LinkedHashMap<>();
            Set<String> leanings = new LinkedHashSet<>();
            for (Met one : met) {
                if (one.row != null) {
                    show(one.row, one.pattern, matched, leanings);
                }
                if (one.counting != null) {
                    one.counting.counted().forEach(row -> show(row, one.pattern, matched, leanings));
                    matched.putAll(one.counting.values());
                }
            }
            Map<String, String> texts = new TreeMap<>();
            branch.variables()
                    .keySet()
                    .forEach(name -> texts.put(name, Texts.of(scope.bound().get(name))));
            return new RuleMatch(
                    rule,
                    matched,
                    leanings,
                    texts,
                    inserted(scope),
                    MentionSites.of(branch).in(memory));
        }

        private @Nullable Row inserted(Scope scope) {
            if (!(rule.says() instanceof Rule.Inserts inserts)) {
                return null;
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            List<Operand> arguments = branch.arguments();
            for (int i = 0; i < arguments.size(); i++) {
                values.put(inserts.type().fields().get(i).name(), scope.value(arguments.get(i)));
            }
            return new Row(inserts.type(), values);
        }
    }

    /** Facts of one derived type beyond the first are told apart by a number. */
    private static void show(Row row, Pattern pattern, Map<String, @Nullable Object> matched, Set<String> leanings) {
        List<Element.Read> reads = pattern.reads();
        String prefix = pattern.type().member();
        if (pattern.type().equals(FactType.SCORE)) {
            String leaning = String.valueOf(row.values().get("leaning"));
            leanings.add(leaning);
            prefix += "." + leaning;
        } else if (pattern.type().origin() == FactType.Origin.DERIVED && !reads.isEmpty()) {
            String first = prefix;
            for (int n = 2;
                    matched.containsKey(prefix + "." + reads.get(0).field().name());
                    n++) {
                prefix = first + "#" + n;
            }
        }
        for (Element.Read read : reads) {
            matched.put(prefix + "." + read.field().name(), read.shownOf(row.get(read.field())));
        }
    }

    /** Whether some choice of facts has all the patterns. */
    static Truth truth(Quantified quantified, Scope scope, WorkingMemory memory) {
        Truth some = some(quantified.patterns(), scope, memory);
        return quantified.exists() ? some : some.not();
    }

    private static Truth some(List<Pattern> patterns, Scope scope, WorkingMemory memory) {
        if (patterns.isEmpty()) {
            return Truth.TRUE;
        }
        Pattern first = patterns.get(0);
        Truth some = Truth.FALSE;
        for (Row row : memory.of(first.type())) {
            Scope inside = scope.with(first, row);
            Truth truth = inside.truth(first.condition());
            if (truth != Truth.FALSE) { // else nothing further can change it
                some = some.or(truth.and(some(patterns.subList(1, patterns.size()), inside, memory)));
            }
            if (some == Truth.TRUE) {
                return some;
            }
        }
        return some;
    }

    private static List<Met> plus(List<Met> met, List<Met> more) {
        List<Met> all = new ArrayList<>(met);
        all.addAll(more);
        return all;
    }
}
