package io.rolecall.policy;

import io.rolecall.knowledge.ConditionOutcome;
import io.rolecall.knowledge.ConditionOutcome.Actual;
import io.rolecall.knowledge.RuleOutcome;
import io.rolecall.knowledge.RuleOutcome.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws what became of a rule: each condition with the values that it read under the names that it read them by.
 *
 * <pre>
 * signals/models.drl:52: "An accepted model has no path to production" is silent
 *   yes      Models( status == ModelStatus.PROTOTYPE_ACCEPTED )
 *                    PROTOTYPE_ACCEPTED
 *   unknown  Production( pathExists == false )
 *                        unknown
 * </pre>
 */
final class RuleDrawing {

    private final List<Line> lines = new ArrayList<>();

    private RuleDrawing() {}

    /**
     * @param truth yes, no or unknown, in front of a condition; empty on other lines
     * @param text with its indentation
     */
    record Line(String truth, String text) {

        private static final int WIDTH = "unknown".length() + 2;

        String gap() {
            return " ".repeat(WIDTH - truth.length());
        }

        @Override
        public String toString() {
            return truth + gap() + text;
        }
    }

    /** The lines under the rule's name. */
    static List<Line> of(RuleOutcome rule) {
        RuleDrawing drawing = new RuleDrawing();
        // Of one that fired, the ways that hold say why.
        List<Way> ways = rule.ways().stream()
                .filter(way -> !rule.fired() || Boolean.TRUE.equals(way.holds()))
                .toList();
        for (Way way : ways) {
            if (ways.size() > 1) {
                drawing.lines.add(new Line("", way == ways.get(0) ? "either" : "or"));
            }
            way.conditions().forEach(condition -> drawing.condition(condition, 0));
        }
        return List.copyOf(drawing.lines);
    }

    static String title(RuleOutcome rule) {
        return rule.file() + ":" + rule.line() + ": \"" + rule.rule() + "\" " + (rule.fired() ? "fired" : "is silent");
    }

    private void condition(ConditionOutcome condition, int depth) {
        String indent = "  ".repeat(depth);
        lines.add(new Line(truth(condition.holds()), indent + condition.whole()));
        int start = indent.length()
                + (condition.fact() == null ? 0 : condition.fact().length() + 2);
        values(condition.actual(), start).forEach(values -> lines.add(new Line("", values)));
        if (condition.fact() == null) { // what && and || are made of stands in their text
            condition.parts().forEach(part -> condition(part, depth + 1));
        }
    }

    /** Each value under its name; on a line of its own where the one before it is too long. */
    private static List<String> values(List<Actual> actual, int start) {
        List<StringBuilder> rows = new ArrayList<>();
        for (Actual value :
                actual.stream().sorted(Comparator.comparingInt(Actual::column)).toList()) {
            int column = start + value.column();
            StringBuilder row = rows.stream()
                    .filter(one -> one.length() < column)
                    .findFirst()
                    .orElseGet(() -> {
                        StringBuilder more = new StringBuilder();
                        rows.add(more);
                        return more;
                    });
            row.append(" ".repeat(column - row.length())).append(value.text());
        }
        return rows.stream().map(StringBuilder::toString).toList();
    }

    private static String truth(@Nullable Boolean holds) {
        return holds == null ? "unknown" : holds ? "yes" : "no";
    }
}
