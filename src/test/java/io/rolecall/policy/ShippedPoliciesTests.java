package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.policy.PolicyReader.Reading;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedPoliciesTests {

    private static Reading hiring;

    @BeforeAll
    static void read() throws Exception {
        hiring = PolicyReader.read(Bundle.read("hiring", Path.of("rules-drl/hiring")));
    }

    @Test
    void hiringHasNoFindings() {
        assertThat(hiring.findings()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> hiringDoesAsItsScenariosSay() {
        return Stream.concat(hiring.policy().scenarios().stream(), hiring.policy().teams().stream())
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.at().file() + ": " + scenario.name(),
                        () -> assertThat(scenario.failures(hiring.policy().base()))
                                .isEmpty()));
    }
}
