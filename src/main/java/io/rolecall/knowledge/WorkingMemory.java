package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.Operator;
import io.rolecall.knowledge.Element.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The facts that there are at one moment of an interpretation: of an asked type always one. */
final class WorkingMemory {

    private final Map<String, List<Row>> rows = new HashMap<>();
    private long deadline;

    WorkingMemory() {
        begin();
    }

    /** What is read from now on may take as long as an evaluation may. */
    void begin() {
        deadline = System.nanoTime() + Limits.MILLISECONDS * 1_000_000;
    }

    void add(Row row) {
        rows.computeIfAbsent(row.type().name(), name -> new ArrayList<>()).add(row);
    }

    /** @throws OverBudgetException where reading took too long */
    List<Row> of(FactType type) {
        if (System.nanoTime() - deadline > 0) {
            throw new OverBudgetException(
                    OverBudgetException.Reason.TIME, "It took longer than " + Limits.MILLISECONDS + " ms.");
        }
        return rows.getOrDefault(type.name(), List.of());
    }

    /** The one fact that a pattern can only mean; null where it may be any of several, or there is none. */
    @Nullable
    Row only(Pattern pattern) {
        List<Row> candidates = of(pattern.type());
        if (pattern.type().equals(FactType.SCORE)) {
            Object leaning = leaning(pattern);
            return candidates.stream()
                    .filter(score -> Objects.equals(score.values().get("leaning"), leaning))
                    .findFirst()
                    .orElse(null);
        }
        boolean once = pattern.type().asked() || pattern.type().equals(FactType.RECOMMENDATION);
        return once && !candidates.isEmpty() ? candidates.get(0) : null;
    }

    /** Of which leaning a pattern on a score says that it is, with {@code leaning == "…"}. */
    private static @Nullable Object leaning(Pattern pattern) {
        for (Condition part : pattern.condition().parts()) {
            if (part instanceof Comparison comparison
                    && comparison.operator() == Operator.EQUAL
                    && comparison.left() instanceof FieldOf field
                    && field.field().name().equals("leaning")
                    && comparison.right() instanceof Constant constant) {
                return constant.value();
            }
        }
        return null;
    }
}
