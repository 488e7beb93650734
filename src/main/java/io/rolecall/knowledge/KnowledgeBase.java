package io.rolecall.knowledge;

import io.rolecall.knowledge.Evaluation.Undecided;
import io.rolecall.knowledge.Rule.Phase;
import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaGroup;
import org.kie.api.runtime.rule.ConsequenceException;

/** A compiled policy: facts in, an evaluation out, and nothing else. Safe to use from many threads. */
public final class KnowledgeBase {

    private static final int SPACES = 8;

    private final Rulebook rulebook;
    private final Sessions sessions;
    private final boolean joinsScores;

    // The paths are the service's setting, so one is enough.
    private volatile @Nullable Masking masking;

    private volatile @Nullable Space space;

    // By the values of facts that are compared with each other; the last ones used.
    private final Map<List<Object>, Space> spaces = new LinkedHashMap<>(SPACES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Space> eldest) {
            return size() > SPACES;
        }
    };

    private KnowledgeBase(Rulebook rulebook, Renderer.Rendering rendering) {
        this.rulebook = rulebook;
        this.sessions = new Sessions(rendering.base());
        this.joinsScores = rendering.joinsScores();
    }

    /** Compiles a rulebook whose check found no error. */
    public static KnowledgeBase compile(Rulebook rulebook) {
        return new KnowledgeBase(rulebook, Renderer.render(rulebook));
    }

    public Rulebook rulebook() {
        return rulebook;
    }

    /**
     * Fires the signals, adds up the scores, draws the conclusions, makes the plan.
     *
     * @throws OverBudgetException where the rules fire or insert more, or take longer, than an evaluation may
     */
    public Evaluation evaluate(Facts facts) {
        return sessions.use(session -> evaluate(facts, session));
    }

    private Evaluation evaluate(Facts facts, KieSession session) {
        FiringLog log = new FiringLog(masking(facts.hidden()));
        session.insert(new Situation.OfSignals(facts, log));
        fire(session, Phase.SIGNALS);
        List<Score> scores = Verdicts.scores(rulebook.terms().leanings(), log.firings());
        if (joinsScores) {
            scores.forEach(session::insert);
        }
        session.insert(new Situation.OfConclusions(facts, scores, log));
        fire(session, Phase.CONCLUSIONS);
        List<String> outcomes = Verdicts.highest(log.firings());
        String outcome = outcomes.size() == 1 ? outcomes.get(0) : null;
        session.insert(new Situation.OfPlan(facts, scores, outcome == null ? null : new Recommendation(outcome), log));
        fire(session, Phase.PLAN);
        Undecided undecided =
                outcomes.isEmpty() ? Undecided.NO_CONCLUSION : outcomes.size() > 1 ? Undecided.CONFLICT : null;
        return Verdicts.evaluation(outcome, undecided, scores, log.firings());
    }

    /** Made when it is first asked for: most policies are only evaluated. */
    Space space() {
        Space made = space;
        if (made == null) {
            synchronized (spaces) {
                made = space == null ? Space.of(rulebook) : space;
                space = made;
            }
        }
        return made;
    }

    /** One that tells the facts' values from all others. */
    Space space(Facts facts) {
        Space usual = space();
        List<Object> apart = usual.apart(facts);
        if (apart.isEmpty()) {
            return usual;
        }
        synchronized (spaces) {
            return spaces.computeIfAbsent(apart, values -> usual.with(facts));
        }
    }

    private @Nullable Masking masking(Set<String> paths) {
        if (paths.isEmpty()) {
            return null;
        }
        Masking known = masking;
        if (known == null || !known.paths().equals(paths)) {
            known = new Masking(rulebook, paths);
            masking = known;
        }
        return known;
    }

    private static void fire(KieSession session, Phase phase) {
        AgendaGroup group = session.getAgenda().getAgendaGroup(phase.word());
        if (group == null) {
            return; // a policy without any rule
        }
        group.setFocus();
        try {
            session.fireAllRules();
        } catch (ConsequenceException e) {
            if (e.getCause() instanceof OverBudgetException stopped) {
                throw stopped;
            }
            throw e;
        }
    }
}
