package io.rolecall.advice;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.rolecall.advice.Impact.ImpactSample;
import io.rolecall.advice.Impact.Status;
import io.rolecall.advice.ImpactTally.Side;
import io.rolecall.audit.AuditLog;
import io.rolecall.audit.ErasedException;
import io.rolecall.audit.ImpactReports;
import io.rolecall.audit.Search;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Policy;
import io.rolecall.serving.LivePolicy;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Impacts that run, wait or are done. One runs at a time, on a thread of its own. */
@Component
class Impacts implements AutoCloseable {

    /** Impacts that wait for the one that runs. */
    static final int WAITING = 4;

    private static final int PAGE = 10;

    private static final int FAILURES = 32;

    private final PolicyCatalogue policies;
    private final StoredVersions stored;
    private final AuditLog audit;
    private final ImpactReports reports;
    private final LiveRequests requests;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), Impacts::inBackground);
    private final Map<String, ImpactRun> runs = new ConcurrentHashMap<>();
    private final Map<String, Impact> failures = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Impact> eldest) {
            return size() > FAILURES;
        }
    });

    Impacts(
            PolicyCatalogue policies,
            StoredVersions stored,
            AuditLog audit,
            ImpactReports reports,
            LiveRequests requests) {
        this.policies = policies;
        this.stored = stored;
        this.audit = audit;
        this.reports = reports;
        this.requests = requests;
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread inBackground(Runnable work) {
        Thread thread = new Thread(work, "impact");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Has the recorded answers looked at under a version and under the active one.
     *
     * @throws ProblemException where there is no such version, it cannot answer, or too many impacts wait
     */
    Impact start(String policy, int version, ImpactReader.Range asked) {
        LivePolicy active = policies.live(policy);
        Policy candidate = stored.policy(policy, version);
        Instant to = asked.to() == null ? Instant.now() : asked.to();
        long total = audit.count(search(policy, asked.from(), to, asked.most() + 1));
        if (asked.last() == null && total > ImpactReader.MOST) {
            throw new ProblemException(
                    Problem.BAD_IMPACT,
                    "More answers are recorded between these times than an impact looks at (expected: at most "
                            + ImpactReader.MOST + ").");
        }
        String id = ids.generate().toString();
        ImpactRun run = new ImpactRun(
                new ImpactRun.Asked(
                        id,
                        policy,
                        version,
                        active.version(),
                        search(policy, asked.from(), to, PAGE),
                        Math.min(total, asked.most())),
                new ImpactTally(Side.of(active.policy(), active.version()), Side.of(candidate, version)),
                audit,
                reports,
                new Pace(requests));
        Impact begun = run.report();
        String key = key(policy, version, id);
        runs.put(key, run);
        try {
            thread.execute(() -> perform(run, key));
        } catch (RejectedExecutionException e) {
            runs.remove(key);
            throw new ProblemException(
                    Problem.TOO_MANY_IMPACTS,
                    "An impact runs, and " + WAITING + " wait for it (expected: at most so many); ask again later.");
        }
        return begun;
    }

    private void perform(ImpactRun run, String key) {
        try {
            run.run();
            if (run.failed()) {
                failures.put(key, run.report());
            }
        } finally {
            runs.remove(key); // it holds two compiled policies
        }
    }

    private static String key(String policy, int version, String id) {
        return policy + " " + version + " " + id;
    }

    private static Search search(String policy, @Nullable Instant from, Instant to, int limit) {
        return new Search(policy, null, null, null, null, from, to, null, limit);
    }

    /** @throws ProblemException where there is no such impact, or it ended with the process in which it ran */
    Impact find(String policy, int version, String id) {
        String key = key(policy, version, id);
        return Optional.ofNullable(runs.get(key))
                .map(ImpactRun::report)
                .or(() -> Optional.ofNullable(failures.get(key)))
                .or(() -> reports.find(id)
                        .filter(kept -> kept.policy().equals(policy) && kept.version() == version)
                        .map(kept -> Json.WRITER.readValue(kept.report(), Impact.class)))
                .map(impact -> impact.sampled(samples -> samples.filter(sample -> !audit.isErased(sample.id()))
                        .map(sample -> impact.status() == Status.DONE ? traced(policy, impact, sample) : sample)))
                .orElseThrow(() -> new ProblemException(
                        Problem.UNKNOWN_IMPACT,
                        "There is no such impact of version " + version
                                + ". One that ran when the service was stopped is gone: start it again."));
    }

    /**
     * What was asked of a version, the newest first: of those that are not done, the ones of this process.
     *
     * @param below only what was begun before the one with this id
     * @throws ProblemException where there is no such version
     */
    List<ImpactSummary> list(String policy, int version, @Nullable String below, int limit) {
        stored.version(policy, version);
        TreeMap<String, ImpactSummary> found = new TreeMap<>(Comparator.reverseOrder());
        String begun = key(policy, version, "");
        Map<String, Impact> held = new HashMap<>();
        runs.forEach((key, run) -> held.put(key, run.report()));
        synchronized (failures) {
            held.putAll(failures);
        }
        held.forEach((key, impact) -> {
            String id = key.substring(key.lastIndexOf(' ') + 1);
            if (key.equals(begun + id) && (below == null || id.compareTo(below) < 0)) {
                found.put(id, ImpactSummary.of(id, impact, null));
            }
        });
        for (ImpactReports.Kept kept : reports.list(policy, version, below, limit)) {
            found.put(
                    kept.id(),
                    ImpactSummary.of(kept.id(), Json.WRITER.readValue(kept.report(), Impact.class), kept.at()));
        }
        return found.values().stream().limit(limit).toList();
    }

    /** The same facts under the same versions have the same traces again, as long as both are there and can answer. */
    private ImpactSample traced(String policy, Impact impact, ImpactSample sample) {
        try {
            JsonNode facts = audit.facts(sample.id()).orElseThrow().facts();
            return sample.traced(
                    trace(policy, impact.against(), facts),
                    trace(policy, impact.version() == null ? 0 : impact.version(), facts));
        } catch (ErasedException | ProblemException | FactReader.Refused | OverBudgetException e) {
            return sample;
        }
    }

    private List<Evaluation.Fired> trace(String policy, int version, JsonNode facts) {
        Policy found = stored.policy(policy, version);
        return found.base()
                .evaluate(FactReader.read(facts, "", found.base().rulebook()))
                .trace();
    }

    /** What runs is interrupted, and what waits never begins. */
    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(5, TimeUnit.SECONDS);
    }
}
