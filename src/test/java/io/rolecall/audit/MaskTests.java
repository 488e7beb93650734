package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTests {

    @Test
    void readsFieldsAndTheReference() {
        Mask mask = Mask.of(List.of("team.size", "reference", "dataGap.a_b2"));
        assertThat(mask.fields()).containsExactlyInAnyOrder("team.size", "dataGap.a_b2");
        assertThat(mask.reference()).isTrue();
        assertThat(mask.isEmpty()).isFalse();
        assertThat(Mask.of(List.of()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "team",
                "team.",
                ".size",
                "team.size.more",
                "/facts/team/size",
                "team.*",
                "References",
                "team size"
            })
    void refusesWhatIsNoPath(String path) {
        assertThatThrownBy(() -> Mask.of(List.of("team.size", path)))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessage("rolecall.audit.mask names \"" + path
                        + "\" (expected: a field of a fact such as team.size, or reference)");
    }
}
