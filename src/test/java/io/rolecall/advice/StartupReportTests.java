package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartupReportTests {

    private static final List<String> SERVED = List.of("hiring", "lending");
    private static final List<String> ASKED = List.of("team.size", "models.status");

    @Test
    void warnsOfNothingThatIsThere() {
        assertThat(StartupReport.warnings(SERVED, ASKED, SERVED, ASKED)).isEmpty();
    }

    @Test
    void saysWhatWasMeant() {
        assertThat(StartupReport.warnings(List.of("hirng"), List.of("team.sise"), SERVED, ASKED))
                .containsExactly(
                        "rolecall.audit.retention.hirng names no policy that is served; it counts all the same."
                                + " Did you mean \"hiring\"?",
                        "rolecall.audit.mask: no policy asks for team.sise; it is masked as soon as one does."
                                + " Did you mean \"team.size\"?");
    }

    @Test
    void leavesAPolicyThatIsToComeAlone() {
        assertThat(StartupReport.warnings(List.of("procurement"), List.of("budget.left"), SERVED, ASKED))
                .containsExactly(
                        "rolecall.audit.retention.procurement names no policy that is served; it counts all the same",
                        "rolecall.audit.mask: no policy asks for budget.left; it is masked as soon as one does");
    }
}
