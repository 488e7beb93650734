package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatedTests {

    private static Field field(Policy policy, String path) {
        return policy.base().rulebook().asked().stream()
                .flatMap(type -> type.fields().stream())
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatSamplesStateOftenIsLikely() throws IOException {
        Policy policy = PolicyReader.read(Bundle.read("hiring", Path.of("rules-drl/hiring")))
                .policy();
        long samples = policy.samples().size();
        long stating = policy.samples().stream()
                .filter(sample -> !sample.given().path("models").path("status").isMissingNode()
                        && !sample.given().path("models").path("status").isNull())
                .count();
        assertThat(policy.stated().likely(field(policy, "models.status")))
                .isEqualTo((stating + 1.0) / (samples + 2.0))
                .isGreaterThan(policy.stated().likely(field(policy, "company.industry")));
        assertThat(Stated.of(List.of()).likely(field(policy, "models.status"))).isEqualTo(0.5);
    }
}
