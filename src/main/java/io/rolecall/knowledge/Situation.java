package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.Operator;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Renderer.RenderedRule;
import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.Match;

/**
 * All that a rule can meet exactly once, as one object in the session: the facts, and as the phases go on the scores and the
 * recommendation. Each phase has a class of its own, so that its rules are not looked at before.
 */
abstract sealed class Situation {

    private final Facts facts;
    private final List<Score> scores;

    @Nullable
    private final Recommendation recommendation;

    // Null where nobody wants to know.
    private final @Nullable FiringLog log;

    private Situation(
            Facts facts, List<Score> scores, @Nullable Recommendation recommendation, @Nullable FiringLog log) {
        this.facts = facts;
        this.scores = scores;
        this.recommendation = recommendation;
        this.log = log;
    }

    static final class OfSignals extends Situation {
        OfSignals(Facts facts, @Nullable FiringLog log) {
            super(facts, List.of(), null, log);
        }
    }

    static final class OfConclusions extends Situation {
        OfConclusions(Facts facts, List<Score> scores, @Nullable FiringLog log) {
            super(facts, scores, null, log);
        }
    }

    static final class OfPlan extends Situation {
        OfPlan(Facts facts, List<Score> scores, @Nullable Recommendation recommendation, @Nullable FiringLog log) {
            super(facts, scores, recommendation, log);
        }
    }

    static Class<? extends Situation> of(Rule.Phase phase) {
        return switch (phase) {
            case SIGNALS -> OfSignals.class;
            case CONCLUSIONS -> OfConclusions.class;
            case PLAN -> OfPlan.class;
        };
    }

    /** Whether a pattern's object is found here; else it is one of several in the session. */
    static boolean holds(Pattern pattern) {
        return pattern.type().asked()
                || pattern.type().equals(FactType.RECOMMENDATION)
                || pattern.type().equals(FactType.SCORE) && leaning(pattern) != null;
    }

    /**
     * The object that a pattern speaks of.
     *
     * @param matched what stands for it in the session: a situation, or the object itself
     * @return null where there is no recommendation
     */
    static @Nullable Object find(Object matched, Pattern pattern) {
        if (!(matched instanceof Situation situation)) {
            return matched;
        }
        if (pattern.type().asked()) {
            return situation.facts;
        }
        if (pattern.type().equals(FactType.RECOMMENDATION)) {
            return situation.recommendation;
        }
        return situation.score(leaning(pattern));
    }

    void fired(RenderedRule rule, Match match) {
        if (log != null) {
            log.fired(rule, this, match);
        }
    }

    Facts facts() {
        return facts;
    }

    /** The score of a leaning. */
    @Nullable
    Score score(@Nullable String leaning) {
        for (Score score : scores) {
            if (score.getLeaning().equals(leaning)) {
                return score;
            }
        }
        return null;
    }

    /** Of which leaning a pattern wants the score, where it says so outright. */
    static @Nullable String leaning(Pattern pattern) {
        for (Condition part : pattern.condition().parts()) {
            if (part instanceof Comparison comparison
                    && comparison.operator() == Operator.EQUAL
                    && comparison.left() instanceof FieldOf field
                    && field.field().name().equals("leaning")
                    && comparison.right() instanceof Constant constant) {
                return (String) constant.value();
            }
        }
        return null;
    }
}
