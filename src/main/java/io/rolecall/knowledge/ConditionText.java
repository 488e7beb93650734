package io.rolecall.knowledge;

import io.rolecall.knowledge.Claim.All;
import io.rolecall.knowledge.Claim.Any;
import io.rolecall.knowledge.Claim.Certain;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Solver.Goal;
import io.rolecall.knowledge.ValueType.EnumType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a condition reads in a message: as its author may have written it. */
final class ConditionText {

    private ConditionText() {}

    static String of(Claim claim) {
        if (claim instanceof Certain certain) {
            return certain.text();
        }
        if (claim instanceof Claim.Not not) {
            return "!( " + of(not.part()) + " )";
        }
        if (claim instanceof Leaf leaf) {
            return leaf.written() ? of(leaf.origin()) : "Recommendation()";
        }
        boolean all = claim instanceof All;
        List<Claim> parts = all ? ((All) claim).parts() : ((Any) claim).parts();
        if (parts.isEmpty()) {
            return "( )";
        }
        return parts.stream()
                .filter(part -> parts.size() == 1 || !(part instanceof Leaf leaf) || leaf.written())
                .map(part -> part instanceof Any && all ? "( " + of(part) + " )" : of(part))
                .collect(Collectors.joining(all ? " && " : " || "));
    }

    /**
     * Where a claim stands: from its first leaf to its last, if they are on one line.
     *
     * @param otherwise the place of what has none of its own: a pattern without conditions
     */
    static Span span(Claim claim, Span otherwise) {
        if (claim instanceof Certain certain) {
            return certain.span();
        }
        List<Leaf> leaves = new ArrayList<>();
        Claim.leaves(claim, leaves);
        if (leaves.stream().anyMatch(Leaf::written)) {
            leaves.removeIf(leaf -> !leaf.written());
        }
        return leaves.isEmpty()
                ? otherwise
                : leaves.get(0).span().to(leaves.get(leaves.size() - 1).span());
    }

    /** What makes a condition come out one way, after a colon; nothing where there is more to it. */
    static String why(Claim claim) {
        if (!(claim instanceof Leaf leaf)) {
            return "";
        }
        if (leaf.terms().size() == 2 && leaf.terms().get(0).equals(leaf.terms().get(1))) {
            return ": both sides are the same";
        }
        boolean unknown = leaf.origin() instanceof Condition.IsUnknown;
        return ": "
                + Claim.cells(claim).stream()
                        .map(cell -> unknown && !cell.nullable()
                                ? cell.name() + " is never unknown"
                                : cell.bounds().why())
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** @param otherwise the place of what has none of its own */
    static String listed(List<Goal> goals, Span otherwise) {
        return goals.stream()
                .map(goal ->
                        quoted(goal) + " (line " + span(goal.claim(), otherwise).line() + ")")
                .collect(Collectors.joining(" and "));
    }

    static String quoted(Goal goal) {
        return goal.wanted() == Solver.FALSE ? "`not " + of(goal.claim()) + "`" : quoted(goal.claim());
    }

    static String quoted(Claim claim) {
        return "`" + of(claim) + "`";
    }

    private static String of(Condition leaf) {
        return Spelling.of(leaf).text();
    }

    static String of(Object value, ValueType type) {
        if (type instanceof EnumType declared) {
            return declared.name() + "." + declared.constants().get((Integer) value);
        }
        return value instanceof String text ? "\"" + Messages.shorten(text) + "\"" : Texts.of(value);
    }
}
