package io.rolecall.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rolecall.vocabulary.Score;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a knowledge base makes of a situation. The same facts always give the same, in the same order: rules in the order
 * of their files, scores by rank, steps by their number.
 *
 * @param outcome null where undecided
 * @param undecided why there is no outcome; null where there is one
 */
public record Evaluation(
        @Nullable String outcome,
        @Nullable Undecided undecided,
        List<Score> scores,
        List<Signal> signals,
        List<Conclusion> conclusions,
        List<Step> plan,
        List<Caution> cautions,
        List<Fired> trace) {

    /** Why there is no outcome. */
    public enum Undecided {
        /** No conclusion held. */
        NO_CONCLUSION,
        /** Two outcomes at the highest precedence. */
        CONFLICT
    }

    /**
     * @param favours the leaning it speaks for; null where it opposes one
     * @param opposes the leaning it speaks against; null where it favours one
     * @param weight 1 to 5
     * @param facts what its conditions read, by path: {@code models.status}
     * @param mentions where the texts mention what its conditions look for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signal(
            String rule,
            @Nullable String favours,
            @Nullable String opposes,
            int weight,
            String because,

            @JsonInclude(content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable Object> facts,

            List<String> cites,
            String file,
            int line,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Mention> mentions) {}

    /**
     * @param precedence 0 to 9
     * @param decisive whether it stands at the highest precedence among those that hold
     * @param scores the leanings whose scores it read
     * @param mentions as a signal's
     */
    public record Conclusion(
            String rule,
            String recommends,
            int precedence,
            boolean decisive,
            String because,
            List<String> scores,
            Map<String, @Nullable Object> facts,
            List<String> cites,
            String file,
            int line,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Mention> mentions) {}

    /** @param until when the step is done; null where it has no end */
    public record Step(int order, String advises, @Nullable String until, String rule, List<String> cites) {}

    public record Caution(String warns, String rule, List<String> cites) {}

    /**
     * One match of one rule.
     *
     * @param step from 1
     * @param phase signals, conclusions or plan
     * @param matched what its conditions read
     * @param inserted the derived facts it added, each as {@code {name: {field: value}}}
     * @param mentions as a signal's
     */
    public record Fired(
            int step,
            String phase,
            String rule,
            Map<String, @Nullable Object> matched,
            List<Map<String, Map<String, @Nullable Object>>> inserted,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Mention> mentions) {}
}
