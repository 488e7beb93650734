package io.rolecall.knowledge;

import io.rolecall.knowledge.Evaluation.Undecided;
import io.rolecall.knowledge.Renderer.RenderedRule;
import io.rolecall.knowledge.Rule.Phase;
import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import java.util.List;
import java.util.Map;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/** A compiled policy: facts in, an evaluation out, and nothing else. Safe to use from many threads. */
public final class KnowledgeBase {

    /** Far more than a policy of 1,000 rules fires; a run past it is stuck. */
    private static final int FIRINGS = 100_000;

    /** To begin with; the pool grows to as many as evaluate at once. A used session is cheaper to reset than a new one to set up. */
    private static final int SESSIONS = 1;

    private final Rulebook rulebook;
    private final KieSessionsPool sessions;
    private final Map<String, RenderedRule> rules;
    private final boolean joinsScores;

    private KnowledgeBase(Rulebook rulebook, Renderer.Rendering rendering) {
        this.rulebook = rulebook;
        this.sessions = rendering.base().newKieSessionsPool(SESSIONS);
        this.rules = rendering.rules();
        this.joinsScores = rendering.joinsScores();
    }

    /** Compiles a rulebook whose check found no error. */
    public static KnowledgeBase compile(Rulebook rulebook) {
        return new KnowledgeBase(rulebook, Renderer.render(rulebook));
    }

    public Rulebook rulebook() {
        return rulebook;
    }

    /** Fires the signals, adds up the scores, draws the conclusions, makes the plan. */
    public Evaluation evaluate(Facts facts) {
        FiringLog log = new FiringLog(rules);
        KieSession session = sessions.newKieSession();
        try {
            session.addEventListener(log);
            session.insert(new Situation.OfSignals(facts));
            fire(session, Phase.SIGNALS);
            List<Score> scores = Verdicts.scores(rulebook.terms().leanings(), log.firings());
            if (joinsScores) {
                scores.forEach(session::insert);
            }
            session.insert(new Situation.OfConclusions(facts, scores));
            fire(session, Phase.CONCLUSIONS);
            List<String> outcomes = Verdicts.highest(log.firings());
            Recommendation recommendation = outcomes.size() == 1 ? new Recommendation(outcomes.get(0)) : null;
            session.insert(new Situation.OfPlan(facts, scores, recommendation));
            fire(session, Phase.PLAN);
            return Verdicts.evaluation(
                    outcomes.size() == 1 ? outcomes.get(0) : null,
                    outcomes.isEmpty() ? Undecided.NO_CONCLUSION : outcomes.size() > 1 ? Undecided.CONFLICT : null,
                    scores,
                    log.firings());
        } finally {
            session.dispose();
        }
    }

    private static void fire(KieSession session, Phase phase) {
        session.getAgenda().getAgendaGroup(phase.word()).setFocus();
        if (session.fireAllRules(FIRINGS) == FIRINGS) {
            throw new IllegalStateException("An evaluation fired " + FIRINGS + " rules and was stopped.");
        }
    }
}
