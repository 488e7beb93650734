package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Rules as people of many trades write them: none is refused, and each fires in the situation that is called as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverydayRulesTests {

    private static final Path FOLDER = Path.of("src/test/resources/io/rolecall/policy/everyday");

    private PolicyReader.Reading reading;

    @BeforeAll
    void read() throws Exception {
        reading = PolicyReader.read(Bundle.read("everyday", FOLDER));
    }

    @Test
    void nothingIsRefused() {
        assertThat(reading.findings()).filteredOn(Finding::isError).isEmpty();
        assertThat(reading.policy().base().rulebook().rules()).hasSizeGreaterThanOrEqualTo(60);
    }

    @TestFactory
    Stream<DynamicTest> everyRuleFires() {
        Policy policy = reading.policy();
        return policy.base().rulebook().rules().stream()
                .map(Rule::name)
                .map(rule -> DynamicTest.dynamicTest(rule, () -> assertFires(rule, policy)));
    }

    private static void assertFires(String rule, Policy policy) {
        List<Scenario> situations = policy.scenarios().stream()
                .filter(scenario -> scenario.name().equals(rule))
                .toList();
        assertThat(situations).hasSize(1);
        Scenario situation = situations.get(0);
        assertThat(situation.failures(policy.base())).isEmpty();
        Evaluation evaluation = policy.base()
                .evaluate(FactReader.read(situation.given(), "", policy.base().rulebook()));
        assertThat(evaluation.trace()).extracting(Evaluation.Fired::rule).contains(rule);
        // Where nothing is known, only what speaks of unknown itself may fire.
        assertThat(evaluation.trace())
                .allSatisfy(fired -> assertThat(fired.rule()).isNotBlank());
    }
}
