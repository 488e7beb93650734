package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is said of what is not known yet holds in every situation there is. See {@link SmallCases} for how many. */
class InterviewReasoningTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void theSpaceComesToWhatTheEngineComesTo() {
        SmallCases.everywhere((one, random) -> {
            Space space = one.policy().base().space(one.facts());
            long outcome = Outlook.of(space.point(space.at(one.facts()))).outcomes();
            assertThat(String.valueOf(space.outcomes(outcome).get(0)))
                    .as(one.told())
                    .isEqualTo(one.outcome(one.known()));
            assertThat(space.whole()).isTrue();
        });
    }

    @Test
    void anInterviewKnowsWhatCanStillCome() {
        SmallCases.everywhere((one, random) -> {
            Interview.Step step = Interview.step(one.policy().base(), one.facts(), Set.of(), field -> 1);
            Set<String> reachable = one.reachable(one.known());
            Set<String> said =
                    step.canStillBecome().stream().map(String::valueOf).collect(Collectors.toSet());
            assertThat(step.proven()).as(one.told()).isTrue();
            assertThat(said).as(one.told()).isEqualTo(reachable);
            assertThat(step.settled()).as(one.told()).isEqualTo(reachable.size() == 1);
            assertThat(String.valueOf(step.outcome())).isEqualTo(one.outcome(one.known()));
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

    private static void irrelevant(SmallCases.Case one, String path) {
        for (Map<String, Object> situation : SmallPolicy.completions(one.known())) {
            Map<String, Object> without = new LinkedHashMap<>(situation);
            without.remove(path);
            assertThat(one.outcome(situation))
                    .as(path + " " + situation + "\n" + one.told())
                    .isEqualTo(one.outcome(without));
        }
    }

    @Test
    void anInterviewEndsWithTheOutcomeOfEverythingKnown() {
        SmallCases.everywhere((one, random) -> {
            Map<String, Object> told = new LinkedHashMap<>();
            Set<String> declined = new HashSet<>();
            Interview.Step step =
                    Interview.step(one.policy().base(), one.policy().facts(told), declined, field -> 1);
            while (!step.questions().isEmpty()) {
                String path = step.questions().get(0).field().path();
                assertThat(told.keySet()).doesNotContain(path);
                assertThat(declined).doesNotContain(path);
                if (one.known().containsKey(path)) {
                    told.put(path, one.known().get(path));
                } else {
                    declined.add(path);
                }
                step = Interview.step(one.policy().base(), one.policy().facts(told), declined, field -> 1);
            }
            assertThat(String.valueOf(step.outcome())).as(one.told()).isEqualTo(one.outcome(one.known()));
        });
    }

    /** Policies with every element of the language, of which not every situation can be tried. */
    @Test
    void nothingSaidOfALargerPolicyIsWrong() {
        System.out.println("Reasoning: rolecall.seed=" + SmallCases.SEED);
        Random random = new Random(SmallCases.SEED);
        int whole = 0;
        for (int policies = 0; policies < SmallCases.CASES / SmallCases.OF_A_POLICY; policies++) {
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
        System.out.println("Reasoning: of " + whole + " policies every rule can be reasoned about");
        assertThat(whole).isGreaterThan(SmallCases.CASES / SmallCases.OF_A_POLICY / 8);
    }

    /** Rules that count facts are left out of what is reasoned about. */
    private static RandomPolicy withoutCounting(Random random) {
        return new RandomPolicy(RandomPolicy.random(random).rules().stream()
                .filter(rule -> !rule.text().contains("accumulate"))
                .toList());
    }

    private static String told(RandomPolicy policy, Map<String, Object> known, Map<String, Object> situation) {
        return "rolecall.seed=" + SmallCases.SEED + "\n" + policy.text() + "\n" + known + "\n" + situation;
    }

    private static Facts facts(KnowledgeBase base, Map<String, Object> situation) {
        return FactReader.read(JSON.readTree(RandomPolicy.json(situation)), "/facts", base.rulebook());
    }
}
