package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.Renderer.RenderedRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AgendaEventListener;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieRuntime;
import org.kie.api.runtime.rule.Match;

/** Listens to one evaluation and notes every match with the values it read. */
final class FiringLog extends DefaultAgendaEventListener {

    private final Map<String, RenderedRule> rules;
    private final Facts facts;
    private final List<Firing> firings = new ArrayList<>();

    @Nullable
    private DerivedFact inserted;

    FiringLog(Map<String, RenderedRule> rules, Facts facts) {
        this.rules = rules;
        this.facts = facts;
    }

    /** The log of the evaluation that a consequence runs in. */
    static FiringLog of(KieRuntime session) {
        for (AgendaEventListener listener : session.getAgendaEventListeners()) {
            if (listener instanceof FiringLog log) {
                return log;
            }
        }
        throw new IllegalStateException("An evaluation runs without its log.");
    }

    List<Firing> firings() {
        return firings;
    }

    /** What the rule that is firing now inserts. */
    DerivedFact lastInserted() {
        return Objects.requireNonNull(inserted);
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        Match match = event.getMatch();
        RenderedRule rendered = Objects.requireNonNull(rules.get(match.getRule().getName()));
        Firing.Collector collector = new Firing.Collector();
        Map<Variable, @Nullable Object> values = new HashMap<>();
        List<Element> elements = rendered.branch().elements();
        for (int i = 0; i < elements.size(); i++) {
            collect(elements.get(i), i, match, collector, values);
        }
        inserted = rendered.rule().says() instanceof Rule.Inserts inserts
                ? new DerivedFact(inserts.type(), arguments(rendered.branch().arguments(), values))
                : null;
        firings.add(new Firing(
                rendered.rule(),
                rendered.number(),
                collector.matched(),
                collector.leanings(),
                texts(rendered.branch(), values),
                inserted == null ? null : Firing.shown(inserted)));
    }

    private void collect(
            Element element,
            int number,
            Match match,
            Firing.Collector collector,
            Map<Variable, @Nullable Object> values) {
        if (element instanceof Pattern pattern) {
            Object fact = pattern.type().asked() ? facts : match.getDeclarationValue(BranchRenderer.objectName(number));
            collector.fact(fact, pattern);
            pattern.bindings()
                    .forEach(binding -> values.put(
                            binding.variable(),
                            FieldReader.of(pattern.type(), binding.field()).read(fact)));
        } else if (element instanceof Quantified quantified) {
            // Of derived facts there is nothing to show: none matched, or it does not matter which.
            quantified.patterns().stream()
                    .filter(pattern -> pattern.type().asked())
                    .forEach(pattern -> collector.fact(facts, pattern));
        } else {
            accumulation((Accumulation) element, number, match, collector, values);
        }
    }

    private static void accumulation(
            Accumulation accumulation,
            int number,
            Match match,
            Firing.Collector collector,
            Map<Variable, @Nullable Object> values) {
        Pattern source = accumulation.source();
        Collection<?> counted = (Collection<?>) match.getDeclarationValue(BranchRenderer.objectName(number));
        counted.stream()
                .sorted(Comparator.comparing(fact -> allValues(fact, source.type())))
                .forEach(fact -> collector.fact(fact, source));
        accumulation.aggregates().forEach(aggregate -> {
            Object value = Aggregation.reader(aggregate, source.type()).read(counted);
            values.put(aggregate.variable(), value);
            collector.value(aggregate.variable().name(), value);
        });
    }

    private static String allValues(Object fact, FactType type) {
        StringBuilder values = new StringBuilder();
        type.fields()
                .forEach(field ->
                        values.append(FieldReader.of(type, field).read(fact)).append(' '));
        return values.toString();
    }

    private static @Nullable Object[] arguments(List<Operand> arguments, Map<Variable, @Nullable Object> values) {
        @Nullable Object[] array = new Object[arguments.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = arguments.get(i) instanceof Variable variable
                    ? values.get(variable)
                    : ((Condition.Constant) arguments.get(i)).value();
        }
        return array;
    }

    private static Map<String, String> texts(Rule.Branch branch, Map<Variable, @Nullable Object> values) {
        if (branch.variables().isEmpty()) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        branch.variables()
                .forEach((name, variable) ->
                        texts.put(name, Texts.of(Firing.shown(variable.type(), values.get(variable)))));
        return texts;
    }
}
