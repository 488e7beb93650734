package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Changes are the smallest there are, and weights and numbers tip where it is said. See {@link SmallCases} for how many. */
class ChangesReasoningTests {

    @Test
    void changesAreTheSmallestThatLeadElsewhere() {
        SmallCases.everywhere((one, random) -> {
            boolean given = random.nextBoolean();
            boolean unknown = random.nextBoolean();
            String wanted = random.nextBoolean() ? null : List.of("X", "Y", "Z").get(random.nextInt(3));
            Changes.Found found = Changes.of(
                    one.policy().base(), one.facts(), new Changes.Wish(wanted, 1000, given, unknown, 100_000));
            Set<Set<String>> said = found.sets().stream()
                    .map(set -> set.changes().stream()
                            .map(change -> change.field().path())
                            .collect(Collectors.toSet()))
                    .collect(Collectors.toSet());
            assertThat(found.complete()).isGreaterThanOrEqualTo(2);
            assertThat(said)
                    .as(wanted + " " + given + " " + unknown + one.told())
                    .isEqualTo(expected(one, wanted, given, unknown));
            for (Changes.Way set : found.sets()) {
                Map<String, Object> changed = new LinkedHashMap<>(one.known());
                set.changes()
                        .forEach(change -> changed.put(
                                change.field().path(),
                                Firing.shown(change.field().type(), change.to())));
                assertThat(one.outcome(changed)).as(one.told()).isEqualTo(set.outcome());
            }
        });
    }

    /** Which facts are changed by the smallest sets of up to three changes. */
    private static Set<Set<String>> expected(SmallCases.Case one, String wanted, boolean given, boolean unknown) {
        List<Map<String, Object>> hits = new ArrayList<>();
        for (int size = 1; size <= 3; size++) {
            for (Map<String, Object> changes : changes(one, given, unknown, size)) {
                Map<String, Object> changed = new LinkedHashMap<>(one.known());
                changed.putAll(changes);
                String outcome = one.outcome(changed);
                boolean other = !outcome.equals("null") && !outcome.equals(one.outcome(one.known()));
                if (other
                        && (wanted == null || wanted.equals(outcome))
                        && hits.stream().noneMatch(hit -> changes.entrySet().containsAll(hit.entrySet()))) {
                    hits.add(changes);
                }
            }
        }
        return hits.stream().map(Map::keySet).map(HashSet::new).collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> changes(SmallCases.Case one, boolean given, boolean unknown, int size) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(Map.of()));
        SmallPolicy.VALUES.forEach((path, values) -> {
            if ((unknown || one.known().containsKey(path)) && (given || !path.equals("thing.stage"))) {
                for (Map<String, Object> before : List.copyOf(all)) {
                    for (Object value : values) {
                        if (value != null && !value.equals(one.known().get(path)) && before.size() < size) {
                            Map<String, Object> more = new LinkedHashMap<>(before);
                            more.put(path, value);
                            all.add(more);
                        }
                    }
                }
            }
        });
        return all.stream().filter(changes -> changes.size() == size).toList();
    }

    @Test
    void sensitivityIsThatOfTheRulesWithAnotherWeight() {
        SmallCases.everywhere((one, random) -> {
            Sensitivity sensitivity = Sensitivity.of(one.policy().base(), one.facts());
            Map<String, Integer> expected = new LinkedHashMap<>();
            Rulebook rulebook = one.policy().base().rulebook();
            for (Rule rule : rulebook.rules()) {
                boolean fired = one.policy().base().evaluate(one.facts()).signals().stream()
                        .anyMatch(signal -> signal.rule().equals(rule.name()));
                if (fired && rule.says() instanceof Rule.Raises raises) {
                    for (int away = 1; away < 5 && !expected.containsKey(rule.name()); away++) {
                        for (int weight : new int[] {raises.weight() - away, raises.weight() + away}) {
                            if (weight >= 1
                                    && weight <= 5
                                    && !with(one, rule, raises, weight).equals(one.outcome(one.known()))) {
                                expected.put(rule.name(), away);
                            }
                        }
                    }
                }
            }
            Map<String, Integer> said = new LinkedHashMap<>();
            sensitivity.weights().forEach(weight -> said.put(weight.rule(), Math.abs(weight.to() - weight.weight())));
            assertThat(said).as(one.told()).isEqualTo(expected);
            assertThat(sensitivity.weights())
                    .isSortedAccordingTo((a, b) -> Math.abs(a.to() - a.weight()) - Math.abs(b.to() - b.weight()));
            Map<String, Integer> nearest = new HashMap<>();
            for (String path : List.of("thing.count", "place.rooms")) {
                SmallPolicy.VALUES.get(path).stream()
                        .filter(value -> value != null && one.known().containsKey(path))
                        .filter(value -> !one.outcome(with(one, path, value)).equals(one.outcome(one.known())))
                        .forEach(value -> nearest.merge(path, away(one, path, value), Math::min));
            }
            Map<String, Integer> numbers = new HashMap<>();
            sensitivity.numbers().forEach(number -> {
                String path = number.field().path();
                numbers.put(path, away(one, path, number.to()));
                assertThat(one.outcome(with(one, path, number.to())))
                        .as(one.told())
                        .isEqualTo(String.valueOf(number.outcome()));
            });
            assertThat(numbers).as(one.told()).isEqualTo(nearest);
        });
    }

    private static Map<String, Object> with(SmallCases.Case one, String path, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(one.known());
        changed.put(path, value);
        return changed;
    }

    private static int away(SmallCases.Case one, String path, Object value) {
        return Math.abs((Integer) value - (Integer) one.known().get(path));
    }

    private static String with(SmallCases.Case one, Rule rule, Rule.Raises raises, int weight) {
        Rulebook rulebook = one.policy().base().rulebook();
        Rule other = new Rule(
                rule.name(),
                new Rule.Raises(raises.leaning(), raises.favours(), weight, raises.because()),
                rule.cites(),
                rule.branches(),
                rule.phase(),
                rule.stratum(),
                rule.number(),
                rule.span());
        List<Rule> rules = rulebook.rules().stream()
                .map(each -> each.equals(rule) ? other : each)
                .toList();
        return String.valueOf(
                Interpreter.interpret(new Rulebook(rulebook.types(), rules, rulebook.terms()), one.facts())
                        .evaluation()
                        .outcome());
    }
}
