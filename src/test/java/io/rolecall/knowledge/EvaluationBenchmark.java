package io.rolecall.knowledge;

import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.kie.api.runtime.KieSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One evaluation of the hiring policy with its full trace, beside Drools alone on the same rendered rules and facts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EvaluationBenchmark {

    private KnowledgeBase knowledge;
    private Sessions bare;
    private List<Sample> samples;
    private int next;

    record Sample(Facts facts, List<Score> scores, String outcome) {}

    @Setup
    public void read() throws IOException {
        Policy policy = PolicyReader.read(Bundle.read("hiring", Path.of("rules-drl/hiring")))
                .policy();
        knowledge = policy.base();
        bare = new Sessions(Renderer.render(knowledge.rulebook()).base());
        samples = policy.teams().stream()
                .map(team -> {
                    Facts facts = FactReader.read(team.given(), "", knowledge.rulebook());
                    Evaluation evaluation = knowledge.evaluate(facts);
                    return new Sample(facts, evaluation.scores(), evaluation.outcome());
                })
                .toList();
    }

    private Sample sample() {
        next = (next + 1) % samples.size();
        return samples.get(next);
    }

    @Benchmark
    public Evaluation withTrace() {
        return knowledge.evaluate(sample().facts());
    }

    /** The same phases, with the scores known beforehand and nobody listening. */
    @Benchmark
    public int droolsAlone() {
        Sample sample = sample();
        return bare.use(session -> {
            session.insert(new Situation.OfSignals(sample.facts(), null));
            int fired = fire(session, "signals");
            session.insert(new Situation.OfConclusions(sample.facts(), sample.scores(), null));
            fired += fire(session, "conclusions");
            session.insert(new Situation.OfPlan(
                    sample.facts(),
                    sample.scores(),
                    sample.outcome() == null ? null : new Recommendation(sample.outcome()),
                    null));
            return fired + fire(session, "plan");
        });
    }

    private static int fire(KieSession session, String group) {
        session.getAgenda().getAgendaGroup(group).setFocus();
        return session.fireAllRules();
    }
}
