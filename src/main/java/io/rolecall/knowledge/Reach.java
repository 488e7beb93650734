package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a policy can bring about at most: which facts are inserted with which values, which outcomes are
 * recommended, between which totals scores can lie. Rules known never to fire bring about nothing.
 */
final class Reach {

    /**
     * The values of a derived fact's field.
     *
     * @param constants what rules write there
     * @param open whether a rule puts a bound value there, so that it can be anything of the type
     * @param nullable whether that value can be unknown
     */
    record Values(Set<Object> constants, boolean open, boolean nullable) {}

    private final Map<FactType, List<Values>> inserted = new HashMap<>();
    private final Set<String> outcomes = new LinkedHashSet<>();
    private final Map<String, int[]> totals = new HashMap<>();
    private final Terms terms;

    /** @param firing the rules that may fire */
    Reach(Terms terms, List<Rule> firing) {
        this.terms = terms;
        terms.leanings().forEach(leaning -> totals.put(leaning, new int[2]));
        for (Rule rule : firing) {
            if (rule.says() instanceof Rule.Recommends recommends) {
                outcomes.add(recommends.outcome());
            } else if (rule.says() instanceof Rule.Raises raises) {
                int[] total = Objects.requireNonNull(totals.get(raises.leaning()));
                total[0] -= raises.favours() ? 0 : raises.weight();
                total[1] += raises.favours() ? raises.weight() : 0;
            } else if (rule.says() instanceof Rule.Inserts inserts) {
                rule.branches().forEach(branch -> insert(inserts.type(), branch.arguments()));
            }
        }
    }

    private void insert(FactType type, List<Operand> arguments) {
        List<Values> before = inserted.get(type);
        List<Values> after = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Values values = before == null ? new Values(Set.of(), false, false) : before.get(i);
            Operand argument = arguments.get(i);
            if (argument instanceof Constant constant) {
                Set<Object> constants = new LinkedHashSet<>(values.constants);
                constants.add(constant.value());
                after.add(new Values(constants, values.open, values.nullable));
            } else {
                after.add(new Values(values.constants, true, values.nullable || argument.nullable()));
            }
        }
        inserted.put(type, after);
    }

    boolean inserted(FactType type) {
        return inserted.containsKey(type);
    }

    /** Of a fact that is inserted. */
    Values values(FactType type, Field field) {
        return Objects.requireNonNull(inserted.get(type)).get(field.number());
    }

    List<String> leanings() {
        return terms.leanings();
    }

    /** In the order of the rules. */
    Set<String> outcomes() {
        return outcomes;
    }

    /** @param leaning null for any of them */
    int lowestTotal(@Nullable String leaning) {
        return totals.entrySet().stream()
                .filter(total -> leaning == null || total.getKey().equals(leaning))
                .mapToInt(total -> total.getValue()[0])
                .min()
                .orElse(0);
    }

    /** @param leaning null for any of them */
    int highestTotal(@Nullable String leaning) {
        return totals.entrySet().stream()
                .filter(total -> leaning == null || total.getKey().equals(leaning))
                .mapToInt(total -> total.getValue()[1])
                .max()
                .orElse(0);
    }

    /** Far behind: the lowest total against the highest of the others. */
    int lowestLead(@Nullable String leaning) {
        return lowestTotal(leaning) - others(leaning, 1);
    }

    int highestLead(@Nullable String leaning) {
        return highestTotal(leaning) - others(leaning, 0);
    }

    /** The largest, among the other leanings, of their lowest (0) or highest (1) totals. */
    private int others(@Nullable String leaning, int bound) {
        var bounds = totals.entrySet().stream()
                .filter(total -> !total.getKey().equals(leaning))
                .mapToInt(total -> total.getValue()[bound]);
        // Of any leaning at all: the others' highest total is at least the lowest of all lowest ones.
        return totals.size() < 2
                ? 0
                : leaning == null && bound == 0
                        ? bounds.min().orElse(0)
                        : bounds.max().orElse(0);
    }
}
