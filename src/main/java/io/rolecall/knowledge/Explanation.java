package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.RuleOutcome.Way;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of each condition of a rule what it came to, also of those behind one that failed. */
final class Explanation {

    private final Rule.Branch branch;
    private final WorkingMemory memory;

    /** Where only the values matter and no words are wanted: null where they are. */
    @Nullable
    private final Sightings sightings;

    private Explanation(Rule.Branch branch, WorkingMemory memory, @Nullable Sightings sightings) {
        this.branch = branch;
        this.memory = memory;
        this.sightings = sightings;
    }

    /** Notes every value that a condition of the rule had. */
    static void note(Rule rule, WorkingMemory memory, Sightings sightings) {
        rule.branches().forEach(branch -> new Explanation(branch, memory, sightings).from(0, Scope.EMPTY));
    }

    static RuleOutcome of(Rule rule, WorkingMemory memory) {
        List<Way> ways = new ArrayList<>();
        boolean fired = false;
        for (Rule.Branch branch : rule.branches()) {
            Attempt attempt = new Explanation(branch, memory, null).from(0, Scope.EMPTY);
            fired |= attempt.truth == Truth.TRUE;
            ways.add(new Way(attempt.truth.orNull(), attempt.conditions));
        }
        return new RuleOutcome(rule.name(), rule.file(), rule.line(), fired, ways);
    }

    /**
     * What the elements from one on came to.
     *
     * @param truth whether some choice of facts meets them all
     * @param held how many of them, from the first, the facts shown meet
     */
    private record Attempt(Truth truth, int held, List<ConditionOutcome> conditions) {

        static final Attempt END = new Attempt(Truth.TRUE, 0, List.of());

        Attempt after(Truth element, List<ConditionOutcome> before) {
            List<ConditionOutcome> all = new ArrayList<>(before);
            all.addAll(conditions);
            return new Attempt(element.and(truth), element == Truth.TRUE ? held + 1 : 0, all);
        }

        boolean closerThan(@Nullable Attempt other) {
            return other == null
                    || other.truth != Truth.TRUE && truth == Truth.TRUE
                    || other.truth != Truth.TRUE && held > other.held;
        }
    }

    private Attempt from(int number, Scope scope) {
        if (number == branch.elements().size()) {
            return Attempt.END;
        }
        Element element = branch.elements().get(number);
        if (element instanceof Pattern pattern) {
            return pattern(pattern, number, scope);
        }
        if (element instanceof Quantified quantified) {
            Truth truth = scope.binds(quantified) ? RuleMatch.truth(quantified, scope, memory) : Truth.UNKNOWN;
            return from(number + 1, scope).after(truth, List.of(quantified(quantified, truth, scope)));
        }
        return accumulation((Accumulation) element, number, scope);
    }

    private Attempt pattern(Pattern pattern, int number, Scope scope) {
        List<Row> rows = memory.of(pattern.type());
        present(pattern, !rows.isEmpty());
        if (rows.isEmpty()) {
            return from(number + 1, scope).after(Truth.FALSE, List.of(absent(pattern)));
        }
        Row only = memory.only(pattern);
        Truth whole = Truth.FALSE;
        Attempt closest = null;
        Attempt unmet = null;
        for (Row row : only == null ? rows : List.of(only)) {
            Scope inside = scope.with(pattern, row);
            Truth truth = inside.truthIfBound(pattern.condition());
            List<ConditionOutcome> conditions = conditions(pattern, inside);
            Attempt rest;
            if (truth == Truth.FALSE && only == null) {
                // It binds nothing, and so what follows is the same for all that do not meet the pattern.
                unmet = unmet == null ? from(number + 1, scope) : unmet;
                rest = unmet;
            } else {
                rest = from(number + 1, inside);
            }
            Attempt attempt = rest.after(truth, conditions);
            whole = whole.or(attempt.truth);
            closest = attempt.closerThan(closest) ? attempt : closest;
        }
        return closest == null ? Attempt.END : new Attempt(whole, closest.held, closest.conditions);
    }

    /** Where nothing is recommended, no condition on the recommendation is true. */
    private void present(Pattern pattern, boolean present) {
        if (sightings == null) {
            return;
        }
        if (pattern.condition().parts().isEmpty()) {
            sightings.saw(pattern.span(), Truth.of(present));
        } else if (!present && pattern.type().equals(FactType.RECOMMENDATION)) {
            absent(pattern.condition(), sightings);
        }
    }

    private static void absent(Condition condition, Sightings sightings) {
        if (condition.parts().isEmpty()) {
            sightings.saw(condition.span(), Truth.FALSE);
        }
        condition.parts().forEach(part -> absent(part, sightings));
    }

    private List<ConditionOutcome> conditions(Pattern pattern, Scope scope) {
        if (!pattern.condition().parts().isEmpty()) {
            return outcomes(pattern.condition().parts(), pattern, scope);
        }
        boolean always = pattern.type().asked() || pattern.type().equals(FactType.SCORE);
        return always ? List.of() : List.of(whole(Spelling.of(pattern), pattern.span(), "one", Truth.TRUE, List.of()));
    }

    private static ConditionOutcome absent(Pattern pattern) {
        return whole(Spelling.of(pattern), pattern.span(), "one", Truth.FALSE, List.of());
    }

    /** Shows for each pattern the fact that came closest to having it. */
    private ConditionOutcome quantified(Quantified quantified, Truth truth, Scope outside) {
        List<ConditionOutcome> parts = new ArrayList<>();
        Scope scope = outside;
        for (Pattern pattern : quantified.patterns()) {
            List<Row> rows = memory.of(pattern.type());
            present(pattern, !rows.isEmpty());
            Row only = memory.only(pattern);
            Truth closest = null;
            List<ConditionOutcome> shown = List.of(absent(pattern));
            Scope next = scope;
            for (Row row : only == null ? rows : List.of(only)) {
                Scope inside = scope.with(pattern, row);
                Truth one = inside.truthIfBound(pattern.condition());
                List<ConditionOutcome> conditions = conditions(pattern, inside);
                if (closest == null || closest == Truth.FALSE && one != closest || one == Truth.TRUE) {
                    closest = one;
                    shown = conditions;
                    next = inside;
                }
            }
            parts.addAll(shown);
            scope = next;
        }
        String required = quantified.exists() ? "at least one" : "none";
        return whole(Spelling.of(quantified), quantified.span(), required, truth, parts);
    }

    private Attempt accumulation(Accumulation accumulation, int number, Scope scope) {
        Pattern source = accumulation.source();
        memory.of(source.type()).forEach(row -> conditions(source, scope.with(source, row)));
        Counting counting = Counting.of(accumulation, scope, memory);
        Scope after = counting.values().containsValue(null) ? scope : scope.with(counting.values());
        List<ConditionOutcome> parts = outcomes(accumulation.condition().parts(), null, after);
        String text = Spelling.of(accumulation);
        List<ConditionOutcome.Actual> actual = new ArrayList<>();
        counting.values()
                .forEach((name, value) ->
                        actual.add(new ConditionOutcome.Actual(name, value, text.lastIndexOf(name + " : "))));
        Span span = accumulation.span();
        ConditionOutcome outcome = new ConditionOutcome(
                null,
                text,
                span.file(),
                span.line(),
                span.column(),
                "a number",
                actual,
                counting.truth().orNull(),
                null,
                parts);
        return from(number + 1, after).after(counting.truth(), List.of(outcome));
    }

    private List<ConditionOutcome> outcomes(List<Condition> conditions, @Nullable Pattern pattern, Scope scope) {
        List<ConditionOutcome> outcomes = new ArrayList<>();
        for (Condition condition : conditions) {
            if (sightings == null) {
                outcomes.add(outcome(condition, pattern, scope));
            } else if (condition.parts().isEmpty()) {
                if (scope.binds(condition)) {
                    sightings.saw(condition.span(), scope.truth(condition));
                }
            } else {
                outcomes(condition.parts(), pattern, scope);
            }
        }
        return outcomes;
    }

    private ConditionOutcome outcome(Condition condition, @Nullable Pattern pattern, Scope scope) {
        List<ConditionOutcome> parts = outcomes(condition.parts(), pattern, scope);
        Truth truth = scope.truthIfBound(condition);
        Span span = condition.span();
        Spelling spelling = Spelling.of(condition);
        return new ConditionOutcome(
                pattern == null ? null : pattern.type().name(),
                spelling.text(),
                span.file(),
                span.line(),
                span.column(),
                Requirement.of(condition, spelling.text(), scope),
                spelling.places().stream().map(scope::actual).toList(),
                truth.orNull(),
                truth == Truth.FALSE ? Requirement.missedBy(condition, scope) : null,
                parts);
    }

    private static ConditionOutcome whole(
            String text, Span span, String required, Truth truth, List<ConditionOutcome> parts) {
        return new ConditionOutcome(
                null, text, span.file(), span.line(), span.column(), required, List.of(), truth.orNull(), null, parts);
    }
}
