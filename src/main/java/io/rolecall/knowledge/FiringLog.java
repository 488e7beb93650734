package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.Renderer.RenderedRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.Match;

/**
 * What fired in one evaluation, every match with the values it read. Each consequence reports here: a listener of Drools
 * would be told of much else besides, and that costs a third of an evaluation.
 */
final class FiringLog {

    private final List<Firing> firings = new ArrayList<>(64);
    private final Budget budget = Budget.start();

    @Nullable
    private final Masking masking;

    /** @param masking null where everything may be shown */
    FiringLog(@Nullable Masking masking) {
        this.masking = masking;
    }

    List<Firing> firings() {
        return firings;
    }

    void fired(RenderedRule rendered, Situation situation, Match match) {
        Reading reading = rendered.reading();
        Firing firing = reading == null
                ? joined(rendered, situation, match)
                : new Firing(
                        rendered,
                        reading.matched(situation),
                        reading.leanings(),
                        // It matches once at most, so what is bound matters to its texts alone.
                        rendered.fixed() ? Map.of() : reading.texts(situation),
                        inserted(rendered, match),
                        rendered.mentions().in(situation.facts()));
        Firing shown = masking == null ? firing : masking.masked(firing);
        budget.spend(shown);
        firings.add(shown);
    }

    private static Firing joined(RenderedRule rendered, Situation situation, Match match) {
        Rule.Branch branch = rendered.branch();
        Firing.Collector collector = new Firing.Collector();
        for (int i = 0; i < branch.elements().size(); i++) {
            collect(branch.elements().get(i), i, match, collector);
        }
        return new Firing(
                rendered,
                collector.matched(),
                collector.leanings(),
                texts(branch, match),
                inserted(rendered, match),
                rendered.mentions().in(situation.facts()));
    }

    private static @Nullable Map<String, Map<String, @Nullable Object>> inserted(RenderedRule rendered, Match match) {
        return rendered.rule().says() instanceof Rule.Inserts inserts
                ? Firing.shown(MatchValues.inserted(inserts.type(), rendered.branch(), match))
                : null;
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
                .sorted(new FactOrder(source.type()))
                .forEach(fact -> collector.fact(fact, source));
        accumulation
                .aggregates()
                .forEach(aggregate -> collector.value(
                        aggregate.variable().name(),
                        Aggregation.reader(aggregate, source).read(counted)));
    }

    private static Map<String, String> texts(Rule.Branch branch, Match match) {
        if (branch.variables().isEmpty()) {
            return Map.of();
        }
        Map<Variable, @Nullable Object> values = MatchValues.of(branch, match);
        Map<String, String> texts = new LinkedHashMap<>();
        branch.variables()
                .forEach((name, variable) ->
                        texts.put(name, Texts.of(Firing.shown(variable.type(), values.get(variable)))));
        return texts;
    }
}
