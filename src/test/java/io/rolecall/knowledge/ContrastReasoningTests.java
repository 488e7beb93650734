package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two policies differ where it is said, and what led to an outcome is all of it. See {@link SmallCases} for how many. */
class ContrastReasoningTests {

    @Test
    void aContrastFindsWhereTwoPoliciesDiffer() {
        SmallCases.everywhere((one, random) -> {
            SmallPolicy other = one.policy().edited(random);
            Map<String, Integer> expected = new HashMap<>();
            for (Map<String, Object> situation : SmallPolicy.completions(Map.of())) {
                String from = one.outcome(situation);
                String to = String.valueOf(other.outcome(situation));
                if (!from.equals(to)) {
                    expected.merge(from + " " + to, situation.size(), Math::min);
                }
            }
            Contrast.Found found = Contrast.of(one.policy().base(), other.base(), 100_000);
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
    void whatTheGraphDoesNotConnectCanBeTakenAway() {
        SmallCases.everywhere((one, random) -> {
            Justification.Graph graph = Justification.of(one.policy().base(), one.facts());
            Set<String> connected = new HashSet<>(Set.of("outcome"));
            for (int i = 0; i < graph.nodes().size(); i++) {
                graph.edges().forEach(edge -> {
                    if (connected.contains(edge.to())) {
                        connected.add(edge.from());
                    }
                });
            }
            List<String> loose = one.known().keySet().stream()
                    .filter(path -> !connected.contains("fact:" + path))
                    .toList();
            for (int some = 0; some < 1 << loose.size(); some++) {
                Map<String, Object> left = new LinkedHashMap<>(one.known());
                for (int i = 0; i < loose.size(); i++) {
                    if ((some >> i & 1) != 0) {
                        left.remove(loose.get(i));
                    }
                }
                assertThat(one.outcome(left)).as(left + " " + one.told()).isEqualTo(one.outcome(one.known()));
            }
        });
    }
}
