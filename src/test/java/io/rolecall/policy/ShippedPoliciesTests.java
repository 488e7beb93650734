package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactType;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.Terms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in rules-drl is complete: checked, sourced, and shown by situations that hold. */
class ShippedPoliciesTests {

    @TestFactory
    Stream<DynamicContainer> everyPolicyDoesAsItsScenariosSay() throws IOException {
        List<DynamicContainer> policies = new ArrayList<>();
        for (String name : Shipped.names()) {
            Policy policy = Shipped.read(name);
            policies.add(DynamicContainer.dynamicContainer(
                    name, Shipped.situations(policy).map(scenario -> itDoesAsSaid(policy, scenario))));
        }
        return policies.stream();
    }

    private static DynamicTest itDoesAsSaid(Policy policy, Scenario scenario) {
        return DynamicTest.dynamicTest(
                scenario.at().file() + ": " + scenario.name(),
                () -> assertThat(scenario.failures(policy.base())).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("io.rolecall.policy.Shipped#names")
    void everyCitationNamesASource(String name) throws IOException {
        Policy policy = Shipped.read(name);
        Terms terms = policy.base().rulebook().terms();
        assertThat(Shipped.citations(policy)).allMatch(terms::knows);
    }

    @ParameterizedTest
    @MethodSource("io.rolecall.policy.Shipped#names")
    void everySourceIsCited(String name) throws IOException {
        Policy policy = Shipped.read(name);
        Set<String> citations = Shipped.citations(policy);
        assertThat(policy.sources().keySet())
                .allMatch(key -> citations.stream()
                        .anyMatch(citation -> citation.equals(key) || citation.startsWith(key + "-")));
    }

    @ParameterizedTest
    @MethodSource("io.rolecall.policy.Shipped#names")
    void everyFieldIsAskedForAndSaysWhy(String name) throws IOException {
        Policy policy = Shipped.read(name);
        assertThat(policy.base().rulebook().asked())
                .isNotEmpty()
                .flatExtracting(FactType::fields)
                .allSatisfy(field -> {
                    assertThat(field.ask()).as(field.name()).isNotBlank();
                    assertThat(field.why()).as(field.name()).isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("io.rolecall.policy.Shipped#names")
    void everyRuleFiresEveryConditionGoesBothWaysAndEveryOutcomeIsReached(String name) throws IOException {
        ScenarioCoverage coverage = ScenarioCoverage.of(Shipped.read(name));
        assertThat(coverage.findings()).isEmpty();
        assertThat(coverage.summary().conditions())
                .isPositive()
                .isEqualTo(coverage.summary().bothWays());
    }

    @ParameterizedTest
    @MethodSource("io.rolecall.policy.Shipped#names")
    void everyRuleIsSilentSomewhere(String name) throws IOException {
        Policy policy = Shipped.read(name);
        Set<String> always =
                policy.base().rulebook().rules().stream().map(Rule::name).collect(Collectors.toSet());
        Shipped.situations(policy)
                .forEach(scenario -> always.retainAll(Shipped.evaluate(policy, scenario).trace().stream()
                        .map(Evaluation.Fired::rule)
                        .toList()));
        assertThat(always).isEmpty();
    }
}
