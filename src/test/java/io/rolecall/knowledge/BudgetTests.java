package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The limits of {@link Limits}, each at its edge. */
class BudgetTests {

    private static final long MILLISECOND = 1_000_000;

    /** Near the end of its range, where a clock of the JVM may be, and where it turns negative. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5 * MILLISECOND);

    private final Budget budget = new Budget(now::get);

    @Test
    void anEvaluationMayTakeItsTimeAndNoLonger() {
        now.addAndGet(Limits.MILLISECONDS * MILLISECOND);
        for (int i = 0; i < Budget.BETWEEN_LOOKS; i++) {
            assertThatCode(() -> budget.spend(firing(""))).doesNotThrowAnyException();
        }
        now.addAndGet(1);
        for (int i = 1; i < Budget.BETWEEN_LOOKS; i++) {
            budget.spend(firing(""));
        }
        OverBudgetException stopped = stopped("");
        assertThat(stopped.reason()).isEqualTo(OverBudgetException.Reason.TIME);
        assertThat(stopped.sentence()).isEqualTo("It took longer than 2000 ms.");
    }

    @Test
    void rulesFireAsOftenAsTheyMayAndNoMore() {
        for (int i = 0; i < Limits.FIRINGS; i++) {
            budget.spend(firing(""));
        }
        assertThat(stopped("").reason()).isEqualTo(OverBudgetException.Reason.FIRINGS);
    }

    @Test
    void aLongAnswerIsStopped() {
        String text = "x".repeat(1_000_000);
        for (int i = 0; i < 3; i++) {
            budget.spend(firing(text));
        }
        assertThat(stopped(text).reason()).isEqualTo(OverBudgetException.Reason.ANSWER_SIZE);
    }

    private OverBudgetException stopped(String text) {
        OverBudgetException stopped = catchThrowableOfType(OverBudgetException.class, () -> budget.spend(firing(text)));
        assertThat(stopped).isNotNull();
        return stopped;
    }

    private static Firing firing(String text) {
        Rule rule = new Rule(
                "It fires",
                new Rule.Warns(Template.of("Look.")),
                List.of(),
                List.of(),
                Rule.Phase.PLAN,
                0,
                0,
                new Span("rules.drl", 1, 1, 2));
        Rule.Branch branch = new Rule.Branch(List.of(), Map.of(), List.of());
        Renderer.RenderedRule rendered =
                new Renderer.RenderedRule(rule, 0, branch, 0, null, MentionSites.of(branch), 5, 0);
        return new Firing(rendered, Map.of("thing.name", text), Set.of(), Map.of(), null, List.of());
    }
}
