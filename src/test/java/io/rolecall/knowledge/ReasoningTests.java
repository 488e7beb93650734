package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is reasoned about a policy holds in every situation there is: random small policies, and all their situations tried. 20,000
 * cases: {@code mvn test -Dtest=ReasoningTests -Drolecall.cases=20000}.
 */
class ReasoningTests {

    private static final long SEED = Long.getLong("rolecall.seed", System.nanoTime());
    private static final int CASES = Integer.getInteger("rolecall.cases", 160);
    private static final int OF_A_POLICY = 8;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A policy, facts, and what every situation comes to. */
    private record Case(SmallPolicy policy, Map<String, Object> known, Map<Map<String, Object>, String> outcomes) {

        String outcome(Map<String, Object> situation) {
            return outcomes.computeIfAbsent(new LinkedHashMap<>(situation), one -> String.valueOf(policy.outcome(one)));
        }

        Set<String> reachable(Map<String, Object> from) {
            return SmallPolicy.completions(from).stream()
                    .map(this::outcome)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        Facts facts() {
            return policy.facts(known);
        }

        String told() {
            return "rolecall.seed=" + SEED + "\n" + policy.text() + "\n" + known;
        }
    }

    private interface Check {
        void on(Case one, Random random);
    }

    private static void everywhere(Check check) {
        System.out.println("ReasoningTests: rolecall.seed=" + SEED + ", " + CASES + " cases");
        Random random = new Random(SEED);
        for (int cases = 0; cases < CASES; cases += OF_A_POLICY) {
            SmallPolicy policy = SmallPolicy.random(random);
            Map<Map<String, Object>, String> outcomes = new HashMap<>();
            for (int i = 0; i < OF_A_POLICY; i++) {
                check.on(new Case(policy, SmallPolicy.situation(random), outcomes), random);
            }
        }
    }

    @Test
    void theSpaceComesToWhatTheEngineComesTo() {
        everywhere((one, random) -> {
            Space space = one.policy.base().space(one.facts());
            long outcome = Outlook.of(space.point(space.at(one.facts()))).outcomes();
            assertThat(String.valueOf(space.outcomes(outcome).get(0)))
                    .as(one.told())
                    .isEqualTo(one.outcome(one.known));
            assertThat(space.whole()).isTrue();
        });
    }

    @Test
    void anInterviewKnowsWhatCanStillCome() {
        everywhere((one, random) -> {
            Interview.Step step = Interview.step(one.policy.base(), one.facts(), Set.of(), field -> 1);
            Set<String> reachable = one.reachable(one.known);
            Set<String> said =
                    step.canStillBecome().stream().map(String::valueOf).collect(Collectors.toSet());
            assertThat(step.proven()).as(one.told()).isTrue();
            assertThat(said).as(one.told()).isEqualTo(reachable);
            assertThat(step.settled()).as(one.told()).isEqualTo(reachable.size() == 1);
            assertThat(String.valueOf(step.outcome())).isEqualTo(one.outcome(one.known));
            for (String path : step.irrelevant()) {
                irrelevant(one, path);
            }
            step.questions()
                    .forEach(asking -> assertThat(reachable)
                            .as(one.told())
                            .containsAll(asking.couldChangeTo().stream()
                                    .map(String::valueOf)
                                    .toList()));
        });
    }

    private static void irrelevant(Case one, String path) {
        for (Map<String, Object> situation : SmallPolicy.completions(one.known)) {
            Map<String, Object> without = new LinkedHashMap<>(situation);
            without.remove(path);
            assertThat(one.outcome(situation))
                    .as(path + " " + situation + "\n" + one.told())
                    .isEqualTo(one.outcome(without));
        }
    }

    @Test
    void anInterviewEndsWithTheOutcomeOfEverythingKnown() {
        everywhere((one, random) -> {
            Map<String, Object> told = new LinkedHashMap<>();
            Set<String> declined = new HashSet<>();
            Interview.Step step = Interview.step(one.policy.base(), one.policy.facts(told), declined, field -> 1);
            while (!step.questions().isEmpty()) {
                String path = step.questions().get(0).field().path();
                assertThat(told.keySet()).doesNotContain(path);
                assertThat(declined).doesNotContain(path);
                if (one.known.containsKey(path)) {
                    told.put(path, one.known.get(path));
                } else {
                    declined.add(path);
                }
                step = Interview.step(one.policy.base(), one.policy.facts(told), declined, field -> 1);
            }
            assertThat(String.valueOf(step.outcome())).as(one.told()).isEqualTo(one.outcome(one.known));
        });
    }

    /** Policies with every element of the language, of which not every situation can be tried. */
    @Test
    void nothingSaidOfALargerPolicyIsWrong() {
        System.out.println("ReasoningTests: rolecall.seed=" + SEED);
        Random random = new Random(SEED);
        int whole = 0;
        for (int policies = 0; policies < CASES / OF_A_POLICY; policies++) {
            RandomPolicy policy = random.nextInt(4) == 0 ? RandomPolicy.random(random) : withoutCounting(random);
            KnowledgeBase base = KnowledgeBase.compile(policy.check().rulebook());
            whole += base.space().whole() ? 1 : 0;
            Map<String, Object> known = RandomPolicy.situation(random);
            Interview.Step step = Interview.step(base, facts(base, known), Set.of(), field -> 1);
            for (int i = 0; i < 40; i++) {
                Map<String, Object> situation = RandomPolicy.situation(random);
                situation.putAll(known);
                String outcome = base.evaluate(facts(base, situation)).outcome();
                assertThat(step.canStillBecome())
                        .as(told(policy, known, situation))
                        .contains(outcome);
                step.irrelevant().forEach(situation::remove);
                assertThat(base.evaluate(facts(base, situation)).outcome())
                        .as(told(policy, known, situation))
                        .isEqualTo(outcome);
            }
        }
        System.out.println("ReasoningTests: of " + whole + " policies every rule can be reasoned about");
        assertThat(whole).isGreaterThan(CASES / OF_A_POLICY / 8);
    }

    /** Rules that count facts are left out of what is reasoned about. */
    private static RandomPolicy withoutCounting(Random random) {
        return new RandomPolicy(RandomPolicy.random(random).rules().stream()
                .filter(rule -> !rule.text().contains("accumulate"))
                .toList());
    }

    private static String told(RandomPolicy policy, Map<String, Object> known, Map<String, Object> situation) {
        return "rolecall.seed=" + SEED + "\n" + policy.text() + "\n" + known + "\n" + situation;
    }

    private static Facts facts(KnowledgeBase base, Map<String, Object> situation) {
        return FactReader.read(JSON.readTree(RandomPolicy.json(situation)), "/facts", base.rulebook());
    }

    @Test
    void changesAreTheSmallestThatLeadElsewhere() {
        everywhere((one, random) -> {
            boolean given = random.nextBoolean();
            boolean unknown = random.nextBoolean();
            String wanted = random.nextBoolean() ? null : List.of("X", "Y", "Z").get(random.nextInt(3));
            Changes.Found found =
                    Changes.of(one.policy.base(), one.facts(), new Changes.Wish(wanted, 1000, given, unknown, 100_000));
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
                Map<String, Object> changed = new LinkedHashMap<>(one.known);
                set.changes()
                        .forEach(change -> changed.put(
                                change.field().path(),
                                Firing.shown(change.field().type(), change.to())));
                assertThat(one.outcome(changed)).as(one.told()).isEqualTo(set.outcome());
            }
        });
    }

    /** Which facts are changed by the smallest sets of up to three changes. */
    private static Set<Set<String>> expected(Case one, String wanted, boolean given, boolean unknown) {
        List<Map<String, Object>> hits = new ArrayList<>();
        for (int size = 1; size <= 3; size++) {
            for (Map<String, Object> changes : changes(one, given, unknown, size)) {
                Map<String, Object> changed = new LinkedHashMap<>(one.known);
                changed.putAll(changes);
                String outcome = one.outcome(changed);
                boolean other = !outcome.equals("null") && !outcome.equals(one.outcome(one.known));
                if (other
                        && (wanted == null || wanted.equals(outcome))
                        && hits.stream().noneMatch(hit -> changes.entrySet().containsAll(hit.entrySet()))) {
                    hits.add(changes);
                }
            }
        }
        return hits.stream().map(Map::keySet).map(HashSet::new).collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> changes(Case one, boolean given, boolean unknown, int size) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(Map.of()));
        SmallPolicy.VALUES.forEach((path, values) -> {
            if ((unknown || one.known.containsKey(path)) && (given || !path.equals("thing.stage"))) {
                for (Map<String, Object> before : List.copyOf(all)) {
                    for (Object value : values) {
                        if (value != null && !value.equals(one.known.get(path)) && before.size() < size) {
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
    void whatTheGraphDoesNotConnectCanBeTakenAway() {
        everywhere((one, random) -> {
            Justification.Graph graph = Justification.of(one.policy.base(), one.facts());
            Set<String> connected = new HashSet<>(Set.of("outcome"));
            for (int i = 0; i < graph.nodes().size(); i++) {
                graph.edges().forEach(edge -> {
                    if (connected.contains(edge.to())) {
                        connected.add(edge.from());
                    }
                });
            }
            List<String> loose = one.known.keySet().stream()
                    .filter(path -> !connected.contains("fact:" + path))
                    .toList();
            for (int some = 0; some < 1 << loose.size(); some++) {
                Map<String, Object> left = new LinkedHashMap<>(one.known);
                for (int i = 0; i < loose.size(); i++) {
                    if ((some >> i & 1) != 0) {
                        left.remove(loose.get(i));
                    }
                }
                assertThat(one.outcome(left)).as(left + " " + one.told()).isEqualTo(one.outcome(one.known));
            }
        });
    }

    @Test
    void aContrastFindsWhereTwoPoliciesDiffer() {
        everywhere((one, random) -> {
            SmallPolicy other = one.policy.edited(random);
            Map<String, Integer> expected = new HashMap<>();
            for (Map<String, Object> situation : SmallPolicy.completions(Map.of())) {
                String from = one.outcome(situation);
                String to = String.valueOf(other.outcome(situation));
                if (!from.equals(to)) {
                    expected.merge(from + " " + to, situation.size(), Math::min);
                }
            }
            Contrast.Found found = Contrast.of(one.policy.base(), other.base(), 100_000);
            Map<String, Integer> said = new HashMap<>();
            found.differences()
                    .forEach(difference -> said.put(
                            difference.from() + " " + difference.to(),
                            difference.stated() > found.stated() ? found.stated() + 1 : difference.stated()));
            expected.replaceAll((pair, stated) -> Math.min(stated, found.stated() + 1));
            assertThat(found.proven()).as(one.told() + other.text()).isTrue();
            assertThat(said).as(one.told() + "\nand\n" + other.text()).isEqualTo(expected);
        });
    }

    @Test
    void sensitivityIsThatOfTheRulesWithAnotherWeight() {
        everywhere((one, random) -> {
            Sensitivity sensitivity = Sensitivity.of(one.policy.base(), one.facts());
            Map<String, Integer> expected = new LinkedHashMap<>();
            Rulebook rulebook = one.policy.base().rulebook();
            for (Rule rule : rulebook.rules()) {
                boolean fired = one.policy.base().evaluate(one.facts()).signals().stream()
                        .anyMatch(signal -> signal.rule().equals(rule.name()));
                if (fired && rule.says() instanceof Rule.Raises raises) {
                    for (int away = 1; away < 5 && !expected.containsKey(rule.name()); away++) {
                        for (int weight : new int[] {raises.weight() - away, raises.weight() + away}) {
                            if (weight >= 1
                                    && weight <= 5
                                    && !with(one, rule, raises, weight).equals(one.outcome(one.known))) {
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
            sensitivity.numbers().forEach(number -> {
                Map<String, Object> changed = new LinkedHashMap<>(one.known);
                changed.put(number.field().path(), number.to());
                assertThat(one.outcome(changed)).as(one.told()).isEqualTo(String.valueOf(number.outcome()));
            });
        });
    }

    private static String with(Case one, Rule rule, Rule.Raises raises, int weight) {
        Rulebook rulebook = one.policy.base().rulebook();
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
