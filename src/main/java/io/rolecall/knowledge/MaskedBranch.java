package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Aggregate;
import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of one branch of a rule tells a masked value: the value itself, what was made from it, and which of several facts was
 * chosen by comparing with it. Rather too much than too little.
 */
final class MaskedBranch {

    private final Set<String> paths;
    private final Set<FactType> types;
    private final Set<String> variables = new HashSet<>();
    private final Set<Pattern> patterns = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Pattern> all = new ArrayList<>();

    /**
     * @param paths of asked fields
     * @param types of derived facts that tell one
     */
    MaskedBranch(Rule.Branch branch, Set<String> paths, Set<FactType> types) {
        this.paths = paths;
        this.types = types;
        int before;
        do {
            before = variables.size() + patterns.size();
            all.clear();
            branch.elements().forEach(this::look);
        } while (variables.size() + patterns.size() > before);
    }

    /** Bound to what tells a masked value. */
    Set<String> variables() {
        return variables;
    }

    /** Of facts that tell one. */
    List<Pattern> patterns() {
        return all.stream().filter(patterns::contains).toList();
    }

    boolean tells(Operand argument) {
        return argument instanceof Variable variable && variables.contains(variable.name());
    }

    private void look(Element element) {
        if (element instanceof Pattern pattern) {
            look(pattern, !pattern.type().asked() && !Situation.holds(pattern));
        } else if (element instanceof Quantified quantified) {
            quantified.patterns().forEach(pattern -> look(pattern, !Situation.holds(pattern)));
        } else if (element instanceof Accumulation accumulation) {
            Pattern source = accumulation.source();
            look(source, true); // how many of them there are is chosen, too
            for (Aggregate aggregate : accumulation.aggregates()) {
                Field argument = aggregate.argument();
                if (patterns.contains(source)
                        || argument != null && source.type().asked() && paths.contains(argument.path())) {
                    variables.add(aggregate.variable().name());
                }
            }
        }
    }

    /** @param chosen whether there may be several, of which the conditions choose */
    private void look(Pattern pattern, boolean chosen) {
        all.add(pattern);
        if (types.contains(pattern.type())) {
            patterns.add(pattern);
        }
        leaves(pattern.condition())
                .filter(leaf -> operands(leaf).anyMatch(operand -> tells(operand, pattern)))
                .forEach(leaf -> {
                    if (chosen) {
                        patterns.add(pattern);
                    }
                    operands(leaf).forEach(this::choosesBy);
                });
        for (Binding binding : pattern.bindings()) {
            boolean masked =
                    pattern.type().asked() ? paths.contains(binding.field().path()) : patterns.contains(pattern);
            if (masked) {
                variables.add(binding.variable().name());
            }
        }
    }

    /** A fact that is compared with a masked value is chosen by it, wherever the comparison stands. */
    private void choosesBy(Operand operand) {
        if (operand instanceof Variable variable) {
            all.stream()
                    .filter(pattern -> !pattern.type().asked() && !Situation.holds(pattern))
                    .filter(pattern -> pattern.bindings().stream()
                            .anyMatch(binding -> binding.variable().equals(variable)))
                    .forEach(patterns::add);
        }
    }

    private boolean tells(Operand operand, Pattern pattern) {
        if (operand instanceof FieldOf of) {
            return pattern.type().asked() ? paths.contains(of.field().path()) : patterns.contains(pattern);
        }
        return tells(operand);
    }

    private static Stream<Condition> leaves(Condition condition) {
        return condition.parts().isEmpty()
                ? Stream.of(condition)
                : condition.parts().stream().flatMap(MaskedBranch::leaves);
    }

    private static Stream<Operand> operands(Condition leaf) {
        return ConditionKey.operands(leaf).stream();
    }
}
