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
import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.view.ViewItemBuilder;

/**
 * Renders one branch of a rule as the patterns of Drools' executable model.
 *
 * <p>All that a request states is one fact in the session, a {@link Facts}; so every condition on an asked fact, `not` and
 * `exists` around one included, is a constraint on that single fact, and only derived facts, scores and the recommendation
 * are joined.
 */
final class BranchRenderer {

    /** The name under which a match gives the situation. */
    static final String FACTS = "$facts";

    /** Where a bound value is found: in which matched object, and how it is read from there. */
    private record Place(Variable<Object> object, FieldReader reader) {}

    private final String ruleName;
    private final Variable<Object> facts = variable(Facts.class, FACTS);
    private final Map<Condition.Variable, Place> places = new HashMap<>();
    private final List<RuleItemBuilder<?>> items = new ArrayList<>();
    private int unshared;

    private BranchRenderer(String ruleName) {
        this.ruleName = ruleName;
    }

    static List<RuleItemBuilder<?>> render(Rule.Branch branch, String ruleName) {
        return new BranchRenderer(ruleName).items(branch.elements());
    }

    /** The name under which a match gives the object that the n-th element matched. */
    static String objectName(int element) {
        return "$o" + element;
    }

    private List<RuleItemBuilder<?>> items(List<Element> elements) {
        PatternDef<Object> situation = pattern(facts);
        items.add(situation);
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            if (element instanceof Pattern asked && asked.type().asked()) {
                bind(asked.bindings(), facts);
                constrain(situation(situation, asked.condition()), asked, Wanted.CERTAIN);
            } else if (element instanceof Quantified quantified) {
                quantified(quantified, situation, i);
            } else if (element instanceof Pattern joined) {
                Variable<Object> object = variable(classOf(joined.type()), objectName(i));
                bind(joined.bindings(), object);
                items.add(constrain(on(object, joined.type()), joined, Wanted.CERTAIN));
            } else {
                accumulation((Accumulation) element, i);
            }
        }
        return items;
    }

    /**
     * The one pattern of the situation, or another on the same fact where the condition takes values that are only bound
     * further down.
     */
    private PatternDef<Object> situation(PatternDef<Object> first, Condition condition) {
        Set<Condition.Variable> variables = new LinkedHashSet<>();
        collect(condition, variables);
        if (variables.stream().allMatch(variable -> place(variable).object == facts)) {
            return first;
        }
        PatternDef<Object> again = pattern(variable(Facts.class, FACTS + items.size()));
        items.add(again);
        return again;
    }

    private void quantified(Quantified quantified, PatternDef<Object> situation, int element) {
        Wanted wanted = quantified.exists() ? Wanted.CERTAIN : Wanted.POSSIBLE;
        if (quantified.patterns().size() == 1
                && quantified.patterns().get(0).type().asked()) {
            Pattern only = quantified.patterns().get(0);
            bind(only.bindings(), facts);
            PatternDef<Object> target = situation(situation, only.condition());
            if (quantified.exists()) {
                constrain(target, only, Wanted.CERTAIN);
            } else {
                test(target, only.type(), new Condition.Not(only.condition()), Wanted.CERTAIN);
            }
            return;
        }
        List<ViewItemBuilder<?>> patterns = new ArrayList<>();
        for (int i = 0; i < quantified.patterns().size(); i++) {
            Pattern inner = quantified.patterns().get(i);
            Variable<Object> object = variable(classOf(inner.type()), objectName(element) + "_" + i);
            bind(inner.bindings(), object);
            patterns.add(constrain(on(object, inner.type()), inner, wanted));
        }
        ViewItemBuilder<?> first = patterns.get(0);
        ViewItemBuilder<?>[] others = patterns.subList(1, patterns.size()).toArray(ViewItemBuilder[]::new);
        items.add(quantified.exists() ? exists(first, others) : not(first, others));
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
        Variable<Object> unsure = variable(classOf(source.type()), objectName(element) + "_unsure");
        bind(source.bindings(), unsure);
        PatternDef<Object> guard = constrain(on(unsure, source.type()), source, Wanted.POSSIBLE);
        items.add(not(test(guard, source.type(), sure, Wanted.UNSURE)));

        Variable<Object> object = variable(classOf(source.type()), objectName(element) + "_counted");
        bind(source.bindings(), object);
        PatternDef<Object> summed = test(on(object, source.type()), source.type(), sure, Wanted.CERTAIN);
        Variable<Object> list = variable(List.class, objectName(element));
        items.add(accumulate(
                summed, accFunction(CollectListAccumulateFunction::new, object).as(list)));
        for (Aggregate aggregate : accumulation.aggregates()) {
            places.put(aggregate.variable(), new Place(list, Aggregation.reader(aggregate, source.type())));
        }
        PatternDef<Object> result = pattern(list);
        List<Condition> conditions = new ArrayList<>(accumulation.condition().parts());
        // Of nothing there is no smallest, largest or average.
        accumulation.aggregates().stream()
                .map(aggregate -> new Condition.IsUnknown(aggregate.variable(), true, NOWHERE))
                .forEach(conditions::add);
        for (Condition condition : conditions) {
            test(result, null, condition, Wanted.CERTAIN, list);
        }
        items.add(result);
    }

    private static final Span NOWHERE = new Span("", 1, 1, 1);

    private void bind(List<Binding> bindings, Variable<Object> object) {
        for (Binding binding : bindings) {
            places.put(binding.variable(), new Place(object, binding.reader()));
        }
    }

    /** Each part of a conjunction is a constraint of its own, so that rules can share it. */
    private PatternDef<Object> constrain(PatternDef<Object> target, Pattern source, Wanted wanted) {
        for (Condition part : source.condition().parts()) {
            test(target, source.type(), part, wanted);
        }
        return target;
    }

    private PatternDef<Object> test(PatternDef<Object> target, FactType type, Condition condition, Wanted wanted) {
        return test(target, type, condition, wanted, target.getFirstVariable());
    }

    @SuppressWarnings("unchecked")
    private PatternDef<Object> test(
            PatternDef<Object> target,
            @org.jspecify.annotations.Nullable FactType type,
            Condition condition,
            Wanted wanted,
            Variable<?> self) {
        Set<Condition.Variable> variables = new LinkedHashSet<>();
        collect(condition, variables);
        List<Variable<Object>> others = variables.stream()
                .map(variable -> place(variable).object)
                .filter(object -> object != self)
                .distinct()
                .toList();
        TestCompiler compiler = new TestCompiler(
                field -> FieldReader.of(Objects.requireNonNull(type), field),
                variable -> value(place(variable), others.indexOf(place(variable).object)));
        String id = others.isEmpty() && variables.isEmpty() && type != null
                ? wanted + " " + type.name() + " " + ConditionKey.of(condition)
                : ruleName + " " + unshared++;
        return Predicates.constrain(target, id, others, wanted, compiler.compile(condition));
    }

    private static Test.Value value(Place place, int slot) {
        FieldReader reader = place.reader;
        return switch (slot) {
            case -1 -> (fact, a, b, c, d) -> reader.read(fact);
            case 0 -> (fact, a, b, c, d) -> reader.read(Objects.requireNonNull(a));
            case 1 -> (fact, a, b, c, d) -> reader.read(Objects.requireNonNull(b));
            case 2 -> (fact, a, b, c, d) -> reader.read(Objects.requireNonNull(c));
            default -> (fact, a, b, c, d) -> reader.read(Objects.requireNonNull(d));
        };
    }

    private Place place(Condition.Variable variable) {
        return Objects.requireNonNull(places.get(variable));
    }

    static void collect(Condition condition, Collection<Condition.Variable> variables) {
        if (condition instanceof Condition.And and) {
            and.parts().forEach(part -> collect(part, variables));
        } else if (condition instanceof Condition.Or or) {
            or.parts().forEach(part -> collect(part, variables));
        } else if (condition instanceof Condition.Not not) {
            collect(not.part(), variables);
        } else {
            for (Condition.Operand operand : ConditionKey.operands(condition)) {
                if (operand instanceof Condition.Variable variable) {
                    variables.add(variable);
                }
            }
        }
    }

    /** All derived facts are of one class, and told apart by their type. */
    private static PatternDef<Object> on(Variable<Object> object, FactType type) {
        PatternDef<Object> pattern = pattern(object);
        return type.origin() == FactType.Origin.DERIVED
                ? Predicates.constrain(
                        pattern,
                        "is " + type.name(),
                        List.of(),
                        Wanted.CERTAIN,
                        (fact, a, b, c, d) -> Truth.of(((DerivedFact) fact).type() == type))
                : pattern;
    }

    private static Class<?> classOf(FactType type) {
        if (type.asked()) {
            return Facts.class;
        }
        if (type.origin() == FactType.Origin.DERIVED) {
            return DerivedFact.class;
        }
        return type.equals(FactType.SCORE) ? Score.class : Recommendation.class;
    }

    @SuppressWarnings("unchecked")
    private static Variable<Object> variable(Class<?> type, String name) {
        return (Variable<Object>) declarationOf(type, name);
    }
}
