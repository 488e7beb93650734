package io.rolecall.knowledge;

import static org.drools.model.PatternDSL.accFunction;
import static org.drools.model.PatternDSL.accumulate;
import static org.drools.model.PatternDSL.declarationOf;
import static org.drools.model.PatternDSL.exists;
import static org.drools.model.PatternDSL.not;
import static org.drools.model.PatternDSL.pattern;

import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Aggregate;
import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.Predicates.Wanted;
import io.rolecall.vocabulary.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.view.ViewItemBuilder;

/**
 * Renders one branch of a rule as the patterns of Drools' executable model.
 *
 * <p>What exists once is one object, the {@link Situation}; so a pattern on an asked fact, on the recommendation or on the
 * score of a given leaning, `not` and `exists` around one included, is a constraint on that object. Only derived facts, and
 * scores of any leaning, are joined.
 */
final class BranchRenderer {

    /** The name under which a match gives the situation. */
    static final String SITUATION = "$situation";

    private static final Span NOWHERE = new Span("", 1, 1, 1);

    /** Where a bound value is found: in which matched object, and how it is read from there. */
    private record Place(Variable<Object> object, FieldReader reader) {}

    private final Rule.Phase phase;
    private final String ruleName;
    private final Variable<Object> situation;
    private final PatternDef<Object> first;
    private final Map<Condition.Variable, Place> places = new HashMap<>();
    private final List<RuleItemBuilder<?>> items = new ArrayList<>();
    private int unshared;

    private BranchRenderer(Rule.Phase phase, String ruleName) {
        this.phase = phase;
        this.ruleName = ruleName;
        this.situation = variable(Situation.of(phase), SITUATION);
        this.first = pattern(situation);
        items.add(first);
    }

    static BranchRenderer of(Rule rule, Rule.Branch branch, String ruleName) {
        BranchRenderer renderer = new BranchRenderer(rule.phase(), ruleName);
        for (int i = 0; i < branch.elements().size(); i++) {
            renderer.element(branch.elements().get(i), i);
        }
        return renderer;
    }

    /** The patterns, in their order. */
    List<RuleItemBuilder<?>> items() {
        return items;
    }

    /** Stands for the situation in the consequence. */
    Variable<Object> situation() {
        return situation;
    }

    /** The name under which a match gives the object that the n-th element matched, where it is not the situation. */
    static String objectName(int element) {
        return "$o" + element;
    }

    private void element(Element element, int number) {
        if (element instanceof Quantified quantified) {
            Pattern only =
                    quantified.patterns().size() == 1 ? quantified.patterns().get(0) : null;
            if (only != null && Situation.holds(only)) {
                once(only, quantified.exists());
            } else {
                quantified(quantified, number);
            }
        } else if (element instanceof Accumulation accumulation) {
            accumulation(accumulation, number);
        } else if (element instanceof Pattern pattern && Situation.holds(pattern)) {
            once(pattern, true);
        } else if (element instanceof Pattern pattern) {
            Variable<Object> object = variable(classOf(pattern), objectName(number));
            bind(pattern, object);
            items.add(constrain(on(object, pattern), pattern, Wanted.CERTAIN));
        }
    }

    /** A pattern on what exists once. Under `not` it must be known not to hold. */
    private void once(Pattern pattern, boolean holds) {
        bind(pattern, situation);
        PatternDef<Object> target = situation(pattern.condition());
        if (!holds) {
            constraint(target, pattern, new Condition.Not(pattern.condition()), Wanted.CERTAIN, Truth.TRUE);
        } else {
            constrain(target, pattern, Wanted.CERTAIN);
        }
    }

    /**
     * The pattern of the situation; or another on the same object, where the condition takes values that are only bound
     * further down.
     */
    private PatternDef<Object> situation(Condition condition) {
        Set<Condition.Variable> variables = ConditionKey.variables(condition);
        if (variables.stream().allMatch(variable -> place(variable).object == situation)) {
            return first;
        }
        PatternDef<Object> again = pattern(variable(Situation.of(phase), SITUATION + items.size()));
        items.add(again);
        return again;
    }

    private void quantified(Quantified quantified, int element) {
        List<ViewItemBuilder<?>> patterns = new ArrayList<>();
        for (Pattern inner : quantified.patterns()) {
            Variable<Object> object = variable(classOf(inner), objectName(element) + "_" + patterns.size());
            bind(inner, object);
            patterns.add(constrain(on(object, inner), inner, quantified.exists() ? Wanted.CERTAIN : Wanted.POSSIBLE));
        }
        ViewItemBuilder<?> head = patterns.get(0);
        ViewItemBuilder<?>[] tail = patterns.subList(1, patterns.size()).toArray(ViewItemBuilder[]::new);
        items.add(quantified.exists() ? exists(head, tail) : not(head, tail));
    }

    private void accumulation(Accumulation accumulation, int element) {
        Pattern source = accumulation.source();
        List<Condition> counted = new ArrayList<>(source.condition().parts());
        for (Aggregate aggregate : accumulation.aggregates()) {
            Field argument = aggregate.argument();
            if (argument != null && argument.nullable()) {
                counted.add(new Condition.IsUnknown(new Condition.FieldOf(argument), true, NOWHERE));
            }
        }
        Condition.And sure = new Condition.And(List.copyOf(counted));
        // What may count but is not sure to makes the whole number unknown, so it must not be there.
        Variable<Object> unsure = variable(classOf(source), objectName(element) + "_unsure");
        bind(source, unsure);
        PatternDef<Object> guard = constrain(on(unsure, source), source, Wanted.POSSIBLE);
        items.add(not(constraint(guard, source, sure, Wanted.UNSURE, Truth.FALSE)));

        Variable<Object> object = variable(classOf(source), objectName(element) + "_counted");
        bind(source, object);
        Variable<Object> list = variable(List.class, objectName(element));
        items.add(accumulate(
                constraint(on(object, source), source, sure, Wanted.CERTAIN, Truth.FALSE),
                accFunction(CollectListAccumulateFunction::new, object).as(list)));
        PatternDef<Object> result = pattern(list);
        List<Condition> conditions = new ArrayList<>(accumulation.condition().parts());
        for (Aggregate aggregate : accumulation.aggregates()) {
            places.put(aggregate.variable(), new Place(list, Aggregation.reader(aggregate, source)));
            // Of nothing there is no smallest, largest or average.
            conditions.add(new Condition.IsUnknown(aggregate.variable(), true, NOWHERE));
        }
        conditions.forEach(condition -> constraint(result, null, condition, Wanted.CERTAIN, Truth.FALSE));
        items.add(result);
    }

    private void bind(Pattern pattern, Variable<Object> object) {
        for (Binding binding : pattern.bindings()) {
            places.put(binding.variable(), new Place(object, FieldReader.of(pattern, binding.field())));
        }
    }

    /** Each part of a conjunction is a constraint of its own, so that rules can share it. */
    private PatternDef<Object> constrain(PatternDef<Object> target, Pattern source, Wanted wanted) {
        if (source.condition().parts().isEmpty() && source.type().equals(FactType.RECOMMENDATION)) {
            return constraint(target, source, source.condition(), wanted, Truth.FALSE); // that there is one
        }
        for (Condition part : source.condition().parts()) {
            constraint(target, source, part, wanted, Truth.FALSE);
        }
        return target;
    }

    /**
     * @param source what the condition's fields belong to; null where it speaks of bound values alone
     * @param absent the condition's value where the object does not exist
     */
    private PatternDef<Object> constraint(
            PatternDef<Object> target,
            @org.jspecify.annotations.Nullable Pattern source,
            Condition condition,
            Wanted wanted,
            Truth absent) {
        Variable<?> self = target.getFirstVariable();
        Set<Condition.Variable> variables = ConditionKey.variables(condition);
        List<Variable<Object>> others = variables.stream()
                .map(variable -> place(variable).object)
                .filter(object -> object != self)
                .distinct()
                .toList();
        Function<Field, FieldReader> fields = field -> FieldReader.of(Objects.requireNonNull(source), field);
        Test test = new TestCompiler(fields, variable -> value(place(variable), others.indexOf(place(variable).object)))
                .compile(condition);
        // Only what the condition itself says names it, so that the same question of two rules is asked once.
        String id = variables.isEmpty() && source != null
                ? wanted + " " + absent + " " + ConditionKey.of(source) + " " + ConditionKey.of(condition)
                : ruleName + " " + unshared++;
        return Predicates.constrain(target, id, others, wanted, source == null ? test : present(source, test, absent));
    }

    private static Test present(Pattern source, Test test, Truth absent) {
        if (!source.type().equals(FactType.RECOMMENDATION)) {
            return test;
        }
        return (fact, others) -> Situation.find(fact, source) == null ? absent : test.on(fact, others);
    }

    /** @param slot its place among the others; -1 for the fact itself */
    private static Test.Value value(Place place, int slot) {
        FieldReader reader = place.reader;
        return slot < 0 ? (fact, others) -> reader.read(fact) : (fact, others) -> reader.read(others[slot]);
    }

    private Place place(Condition.Variable variable) {
        return Objects.requireNonNull(places.get(variable));
    }

    /** All derived facts are of one class, and told apart by their type. */
    private static PatternDef<Object> on(Variable<Object> object, Pattern source) {
        PatternDef<Object> pattern = pattern(object);
        FactType type = source.type();
        return type.origin() == FactType.Origin.DERIVED
                ? Predicates.constrain(
                        pattern,
                        "is " + type.name(),
                        List.of(),
                        Wanted.CERTAIN,
                        (fact, others) -> Truth.of(((DerivedFact) fact).type() == type))
                : pattern;
    }

    private Class<?> classOf(Pattern pattern) {
        if (pattern.type().origin() == FactType.Origin.DERIVED) {
            return DerivedFact.class;
        }
        return pattern.type().equals(FactType.SCORE) ? Score.class : Situation.of(phase);
    }

    @SuppressWarnings("unchecked")
    private static Variable<Object> variable(Class<?> type, String name) {
        return (Variable<Object>) declarationOf(type, name);
    }
}
