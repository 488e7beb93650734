package io.rolecall.knowledge;

import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.policy.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is reasoned about the teams of the hiring policy, one after another: an average over them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ReasoningBenchmark {

    private static final int SETS = 5;
    private static final long SITUATIONS = 200_000;

    private Policy policy;
    private List<Facts> teams;
    private List<Told> steps;
    private List<Facts> large;
    private LargePolicy largePolicy;
    private int next;

    record Told(Facts facts, Set<String> declined) {}

    @Setup
    public void read() throws IOException {
        policy = PolicyReader.read(Bundle.read("hiring", Path.of("rules-drl/hiring")))
                .policy();
        teams = policy.teams().stream().map(Scenario::given).map(this::facts).toList();
        steps = new ArrayList<>();
        policy.teams().forEach(team -> follow(team.given()));
        largePolicy = LargePolicy.make();
        large = largePolicy.situations(50);
    }

    private Facts facts(JsonNode given) {
        return FactReader.read(given, "", policy.base().rulebook());
    }

    /** Answers what the team knows, and declines the rest. */
    private void follow(JsonNode known) {
        ObjectNode told = JsonMapper.shared().createObjectNode();
        Set<String> declined = new HashSet<>();
        while (true) {
            Told now = new Told(facts(told.deepCopy()), Set.copyOf(declined));
            steps.add(now);
            List<Interview.Asking> questions = step(now).questions();
            if (questions.isEmpty()) {
                return;
            }
            Interview.Asking asking = questions.get(0);
            JsonNode answer =
                    known.path(asking.type().member()).path(asking.field().name());
            if (answer.isMissingNode() || answer.isNull()) {
                declined.add(asking.field().path());
            } else {
                told.withObject("/" + asking.type().member()).set(asking.field().name(), answer);
            }
        }
    }

    private Interview.Step step(Told told) {
        return Interview.step(policy.base(), told.facts(), told.declined(), policy.stated()::likely);
    }

    private <T> T next(List<T> list) {
        next = (next + 1) % list.size();
        return list.get(next);
    }

    @Benchmark
    public Interview.Step interviewStep() {
        return step(next(steps));
    }

    @Benchmark
    public Changes.Found changes() {
        return Changes.of(policy.base(), next(teams), new Changes.Wish(null, SETS, false, false, SITUATIONS));
    }

    /** With what is not known becoming known, too. */
    @Benchmark
    public Changes.Found changesOfTheUnknown() {
        return Changes.of(policy.base(), next(teams), new Changes.Wish(null, SETS, false, true, SITUATIONS));
    }

    @Benchmark
    public Sensitivity sensitivity() {
        return Sensitivity.of(policy.base(), next(teams));
    }

    @Benchmark
    public Justification.Graph graph() {
        return Justification.of(policy.base(), next(teams));
    }

    /** Of a policy of 300 rules and 100 facts. */
    @Benchmark
    public Interview.Step largeInterviewStep() {
        return Interview.step(largePolicy.base(), next(large), Set.of(), field -> 1);
    }

    @Benchmark
    public Changes.Found largeChanges() {
        return Changes.of(largePolicy.base(), next(large), new Changes.Wish(null, SETS, false, false, SITUATIONS));
    }

    @Benchmark
    public Changes.Found largeChangesOfTheUnknown() {
        return Changes.of(largePolicy.base(), next(large), new Changes.Wish(null, SETS, false, true, SITUATIONS));
    }
}
