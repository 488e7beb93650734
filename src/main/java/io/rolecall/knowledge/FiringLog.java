package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Aggregate;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.rule.Match;

/** Listens to one evaluation and notes every match with the values it read. */
final class FiringLog extends DefaultAgendaEventListener {

    private final Map<String, RenderedRule> rules;
    private final FactClasses classes;
    private final Facts facts;
    private final List<Firing> firings = new ArrayList<>();

    FiringLog(Map<String, RenderedRule> rules, FactClasses classes, Facts facts) {
        this.rules = rules;
        this.classes = classes;
        this.facts = facts;
    }

    /** A branch of a rule, by the name under which Drools knows it. */
    record RenderedRule(Rule rule, int number, Rule.Branch branch) {}

    List<Firing> firings() {
        return firings;
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        Match match = event.getMatch();
        RenderedRule rendered = rules.get(match.getRule().getName());
        if (rendered == null) {
            throw new IllegalStateException("A rule fired that was not rendered.");
        }
        Firing.Collector collector = new Firing.Collector();
        List<Element> elements = rendered.branch().elements();
        for (int i = 0; i < elements.size(); i++) {
            collect(elements.get(i), i, match, collector);
        }
        Map<String, String> bound = new LinkedHashMap<>();
        rendered.branch().variables().forEach((name, variable) -> bound.put(name, Texts.of(value(variable, match))));
        firings.add(new Firing(
                rendered.rule(),
                rendered.number(),
                collector.matched(),
                collector.leanings(),
                bound,
                inserted(rendered, match)));
    }

    private void collect(Element element, int number, Match match, Firing.Collector collector) {
        if (element instanceof Pattern pattern) {
            pattern(pattern, () -> match.getDeclarationValue(Renderer.objectName(number)), collector);
        } else if (element instanceof Quantified quantified) {
            // Of derived facts there is nothing to show: none matched, or it does not matter which.
            quantified.patterns().stream()
                    .filter(pattern -> pattern.type().asked())
                    .forEach(pattern -> collector.asked(pattern.type(), pattern.fields(), facts));
        } else {
            accumulation((Accumulation) element, number, match, collector);
        }
    }

    private void pattern(Pattern pattern, java.util.function.Supplier<Object> object, Firing.Collector collector) {
        if (pattern.type().asked()) {
            collector.asked(pattern.type(), pattern.fields(), facts);
        } else {
            collector.object(object.get(), pattern.type(), pattern.fields(), classes);
        }
    }

    private void accumulation(Accumulation accumulation, int number, Match match, Firing.Collector collector) {
        Pattern source = accumulation.source();
        Collection<?> counted = (Collection<?>) match.getDeclarationValue(Renderer.objectName(number));
        counted.stream()
                .sorted(Comparator.comparing(fact -> sortKey(fact, source)))
                .forEach(fact -> pattern(source, () -> fact, collector));
        for (Aggregate aggregate : accumulation.aggregates()) {
            collector.value(aggregate.variable().name(), value(aggregate.variable(), match));
        }
    }

    private String sortKey(Object fact, Pattern source) {
        StringBuilder key = new StringBuilder();
        for (Field field : source.type().fields()) {
            key.append(classes.read(fact, source.type(), field)).append(' ');
        }
        return key.toString();
    }

    private @Nullable Map<String, Map<String, @Nullable Object>> inserted(RenderedRule rendered, Match match) {
        if (!(rendered.rule().says() instanceof Rule.Inserts inserts)) {
            return null;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : inserts.type().fields()) {
            Condition.Operand argument = rendered.branch().arguments().get(field.number());
            values.put(
                    field.name(),
                    argument instanceof Condition.Variable variable
                            ? value(variable, match)
                            : Firing.shown(field.type(), ((Condition.Constant) argument).value()));
        }
        return Map.of(inserts.type().member(), values);
    }

    private static @Nullable Object value(Condition.Variable variable, Match match) {
        Object value = match.getDeclarationValue("$v" + variable.number());
        // Drools counts in Long and averages in what it likes.
        if (value instanceof Number number && variable.type() == ValueType.Simple.INTEGER) {
            return number.intValue();
        }
        return value instanceof Number number && variable.type() == ValueType.Simple.DOUBLE
                ? (Object) number.doubleValue()
                : Firing.shown(variable.type(), value);
    }
}
