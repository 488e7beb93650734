package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.Renderer.RenderedRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.rule.Match;

/** Listens to one evaluation and notes every match with the values it read. */
final class FiringLog extends DefaultAgendaEventListener {

    private final Map<String, RenderedRule> rules;
    private final List<Firing> firings = new ArrayList<>();

    FiringLog(Map<String, RenderedRule> rules) {
        this.rules = rules;
    }

    List<Firing> firings() {
        return firings;
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        Match match = event.getMatch();
        RenderedRule rendered = Objects.requireNonNull(rules.get(match.getRule().getName()));
        Rule.Branch branch = rendered.branch();
        Firing.Collector collector = new Firing.Collector();
        for (int i = 0; i < branch.elements().size(); i++) {
            collect(branch.elements().get(i), i, match, collector);
        }
        Map<Variable, @Nullable Object> values = MatchValues.of(branch, match);
        firings.add(new Firing(
                rendered.rule(),
                rendered.number(),
                collector.matched(),
                collector.leanings(),
                texts(branch, values),
                rendered.rule().says() instanceof Rule.Inserts inserts
                        ? Firing.shown(MatchValues.inserted(inserts.type(), branch, match))
                        : null));
    }

    private static void collect(Element element, int number, Match match, Firing.Collector collector) {
        if (element instanceof Pattern pattern) {
            collector.fact(MatchValues.object(pattern, number, match), pattern);
        } else if (element instanceof Quantified quantified) {
            // Of what may be there several times there is nothing to show: none matched, or it does not matter which.
            quantified.patterns().stream()
                    .filter(Situation::holds)
                    .forEach(pattern -> collector.fact(MatchValues.object(pattern, number, match), pattern));
        } else {
            accumulation((Accumulation) element, number, match, collector);
        }
    }

    private static void accumulation(Accumulation accumulation, int number, Match match, Firing.Collector collector) {
        Pattern source = accumulation.source();
        Collection<?> counted = MatchValues.counted(number, match);
        counted.stream()
                .map(matched -> Situation.find(matched, source))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(fact -> allValues(fact, source.type())))
                .forEach(fact -> collector.fact(fact, source));
        accumulation
                .aggregates()
                .forEach(aggregate -> collector.value(
                        aggregate.variable().name(),
                        Aggregation.reader(aggregate, source).read(counted)));
    }

    private static String allValues(Object fact, FactType type) {
        StringBuilder values = new StringBuilder();
        type.fields()
                .forEach(field ->
                        values.append(FieldReader.of(type, field).read(fact)).append(' '));
        return values.toString();
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
