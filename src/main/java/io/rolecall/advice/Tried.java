package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.policy.Comparison;
import io.rolecall.policy.Policy;
import io.rolecall.serving.LivePolicy;
import io.rolecall.vocabulary.Score;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a draft makes of facts.
 *
 * @param live what the live version makes of them; null where none is live, or these are no facts of it
 * @param unfit why they are no facts of the live version; left out where they are
 * @param difference null where there is no live answer
 * @param fired the draft's rules, in the order in which they fired
 * @param nearMisses rules of the draft that did not fire though they were edited since the live version, or some condition of theirs
 *     holds; the edited ones first, then those with the fewest conditions that do not hold
 */
record Tried(
        Answer draft,
        @Nullable Answer live,
        @JsonInclude(Include.NON_NULL) @Nullable List<Unfit> unfit,
        @Nullable Difference difference,
        List<String> fired,
        List<WhyNot.OfRule> nearMisses) {

    /**
     * As a recommendation, but for what only a recorded one has.
     *
     * @param version left out where it is none yet
     * @param outcome null where undecided
     */
    @Schema(name = "TriedAnswer")
    record Answer(
            @JsonInclude(Include.NON_NULL) @Nullable Integer version,
            String digest,
            Recommendation.Status status,
            @Nullable String outcome,
            @JsonInclude(Include.NON_NULL) Evaluation.@Nullable Undecided reason,
            String title,
            String statement,
            List<Score> scores,
            List<Evaluation.Signal> signals,
            List<Evaluation.Conclusion> conclusions,
            List<Evaluation.Step> plan,
            List<Evaluation.Caution> cautions,
            List<String> unknown) {

        static Answer of(Recommendation made) {
            return new Answer(
                    made.policy().version(),
                    made.policy().digest(),
                    made.status(),
                    made.outcome(),
                    made.reason(),
                    made.title(),
                    made.statement(),
                    made.scores(),
                    made.signals(),
                    made.conclusions(),
                    made.plan(),
                    made.cautions(),
                    made.unknown());
        }
    }

    /**
     * What the draft answers otherwise than the live version.
     *
     * @param from the live outcome, or UNDECIDED
     * @param to the draft's
     * @param raised the rules whose signals only the draft raises
     * @param lost those whose signals only the live version raises
     * @param otherwise those whose signals both raise, with another leaning or weight
     * @param scores those that differ
     * @param edits those that it comes from, of rules that lead to the outcome
     */
    @Schema(name = "TriedDifference")
    record Difference(
            String from,
            String to,
            List<String> raised,
            List<String> lost,
            List<String> otherwise,
            List<Moved> scores,
            List<Comparison.RuleEdit> edits) {}

    /** @param from the live version's total; null where it has no such leaning. @param to the draft's */
    @Schema(name = "TriedScore")
    record Moved(
            String leaning,
            @Nullable Integer from,
            @Nullable Integer to) {}

    /** @param pointer a JSON Pointer (RFC 6901) into the body */
    @Schema(name = "TriedUnfit")
    record Unfit(String pointer, String message) {}

    /** @param received the facts as they came */
    static Tried of(
            Policy draft,
            @Nullable Integer version,
            @Nullable LivePolicy live,
            Facts facts,
            JsonNode received,
            int nearMisses) {
        Recommendation tried = answer(draft, version, facts);
        Recommendation now = null;
        List<Unfit> unfit = null;
        Comparison comparison = null;
        if (live != null) {
            comparison = Comparison.of(live.policy(), draft);
            try {
                now = answer(
                        live.policy(),
                        live.version(),
                        FactReader.read(received, "/facts", live.policy().base().rulebook()));
            } catch (FactReader.Refused refused) {
                unfit = refused.problems().stream()
                        .map(problem -> new Unfit(problem.pointer(), problem.message()))
                        .toList();
            }
        }
        Set<String> edited = comparison == null
                ? Set.of()
                : comparison.edits().stream()
                        .map(Comparison.RuleEdit::rule)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        return new Tried(
                Answer.of(tried),
                now == null ? null : Answer.of(now),
                unfit,
                now == null || comparison == null ? null : difference(now, tried, comparison),
                tried.trace().stream().map(Evaluation.Fired::rule).distinct().toList(),
                WhyNot.in(draft.base().rulebook(), facts).nearMisses(edited, nearMisses));
    }

    private static Recommendation answer(Policy policy, @Nullable Integer version, Facts facts) {
        return Recommendation.of(policy, version, facts, null, List.of(), null, null, null);
    }

    private static Difference difference(Recommendation live, Recommendation draft, Comparison comparison) {
        Comparison.Compared compared = comparison.compare(live.evaluation(), draft.evaluation());
        List<String> before = rules(live.signals());
        List<String> after = rules(draft.signals());
        List<Evaluation.Signal> same = draft.signals().stream()
                .filter(signal -> before.contains(signal.rule()))
                .toList();
        return new Difference(
                compared.from(),
                compared.to(),
                without(after, before),
                without(before, after),
                rules(same.stream()
                        .filter(signal -> live.signals().stream().noneMatch(other -> speaksAlike(signal, other)))
                        .toList()),
                moved(live.scores(), draft.scores()),
                compared.edits());
    }

    private static boolean speaksAlike(Evaluation.Signal one, Evaluation.Signal other) {
        return one.rule().equals(other.rule())
                && one.weight() == other.weight()
                && Objects.equals(one.favours(), other.favours())
                && Objects.equals(one.opposes(), other.opposes());
    }

    private static List<String> rules(List<Evaluation.Signal> signals) {
        return signals.stream().map(Evaluation.Signal::rule).toList();
    }

    private static List<String> without(List<String> rules, List<String> others) {
        return rules.stream().filter(rule -> !others.contains(rule)).toList();
    }

    private static List<Moved> moved(List<Score> live, List<Score> draft) {
        List<Moved> moved = new ArrayList<>();
        for (Score score : draft) {
            Integer from = total(live, score.getLeaning());
            if (from == null || from != score.getTotal()) {
                moved.add(new Moved(score.getLeaning(), from, score.getTotal()));
            }
        }
        live.stream()
                .filter(score -> total(draft, score.getLeaning()) == null)
                .forEach(score -> moved.add(new Moved(score.getLeaning(), score.getTotal(), null)));
        return moved;
    }

    private static @Nullable Integer total(List<Score> scores, String leaning) {
        return scores.stream()
                .filter(score -> score.getLeaning().equals(leaning))
                .map(Score::getTotal)
                .findFirst()
                .orElse(null);
    }
}
