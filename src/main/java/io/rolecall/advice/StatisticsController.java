package io.rolecall.advice;

import io.rolecall.advice.Statistics.Bucket;
import io.rolecall.advice.Statistics.OutcomeCount;
import io.rolecall.audit.Period;
import io.rolecall.audit.PolicyActivations;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.audit.RecommendationCounts;
import io.rolecall.audit.RecommendationCounts.Count;
import io.rolecall.knowledge.Messages;
import io.rolecall.serving.Turns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was recommended over time, out of the record. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Statistics")
class StatisticsController {

    static final int BUCKETS = 200;
    static final int MARKS = 200;

    private static final Duration SPAN = Duration.ofHours(1);

    private final RecommendationCounts counts;
    private final PolicyActivations activations;
    private final PolicyVersions versions;
    private final Turns turns;
    private final Kept<Asked, Statistics> kept = new Kept<>();

    StatisticsController(
            RecommendationCounts counts, PolicyActivations activations, PolicyVersions versions, Turns turns) {
        this.counts = counts;
        this.activations = activations;
        this.versions = versions;
        this.turns = turns;
    }

    private record Asked(@Nullable String policy, long first, long end, Step step) {}

    @GetMapping("/statistics")
    @Operation(
            operationId = "statistics",
            summary = "Recommendations over time by outcome, with activations and refused changes as marks",
            description =
                    "Counted in the record, so that all replicas say the same, also after a restart; what was erased"
                            + " counts as what it was. Buckets are whole: the first begins at `from` or before, the last ends"
                            + " at `to` or after. At most " + BUCKETS + " buckets and " + RecommendationCounts.MOST
                            + " recommendations. Where counting takes long, that may be some seconds old.")
    Statistics statistics(
            @Parameter(description = "Of all policies if left out") @RequestParam(required = false) @Nullable
                    String policy,
            @Parameter(description = "An hour before `to` if left out") @RequestParam(required = false) @Nullable
                    Instant from,
            @Parameter(description = "Now if left out") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(
                            description =
                                    "How long a bucket is: 1m, 10m, 1h, 6h, 1d, 7d or 28d; if left out the shortest"
                                            + " with which there are not too many")
                    @RequestParam(required = false)
                    @Nullable
                    String step) {
        Instant end = to == null ? Instant.now() : to;
        Instant begin = from == null ? end.minus(SPAN) : from;
        try {
            if (!begin.isBefore(end)) {
                throw bad("from is " + begin + " (expected: a time before to, " + end + ").");
            }
            Step length = step == null || step.isEmpty() ? fitting(begin, end) : step(step, begin, end);
            String of = policy == null || policy.isEmpty() ? null : policy;
            Asked asked = new Asked(of, length.bucket(begin), after(end, length), length);
            return kept.get(asked, () -> turns.take(() -> statistics(of, asked.first, asked.end, length)));
        } catch (ArithmeticException | DateTimeException e) {
            throw bad("from is " + begin + ", to is " + end + " (expected: times such as 2026-11-01T00:00:00Z).");
        }
    }

    private static Step step(String given, Instant begin, Instant end) {
        Step step = Step.of(given)
                .orElseThrow(() -> bad("step is \"" + Messages.shorten(given) + "\" (expected: " + Step.all() + ")."));
        long buckets = buckets(begin, end, step);
        if (buckets > BUCKETS) {
            throw bad("With step " + step + " there are " + buckets + " buckets (expected: at most " + BUCKETS
                    + "; a longer step, or times that are closer together).");
        }
        return step;
    }

    private static Step fitting(Instant begin, Instant end) {
        return Arrays.stream(Step.values())
                .filter(step -> buckets(begin, end, step) <= BUCKETS)
                .findFirst()
                .orElseThrow(() -> bad("Between from and to there are "
                        + Duration.between(begin, end).toDays() + " days (expected: at most "
                        + BUCKETS * Step.FOUR_WEEKS.length().toDays() + ")."));
    }

    private static long buckets(Instant begin, Instant end, Step step) {
        return after(end, step) - step.bucket(begin);
    }

    /** The first bucket that begins at this time or later. */
    private static long after(Instant end, Step step) {
        return step.bucket(end.minusNanos(1)) + 1;
    }

    private Statistics statistics(@Nullable String policy, long first, long end, Step step) {
        Period period = new Period(policy, step.begin(first), step.begin(end));
        List<Count> found = counts.of(period, step.length())
                .orElseThrow(() -> bad("More than " + RecommendationCounts.MOST
                        + " recommendations are recorded between these times (expected: at most so many; times that are"
                        + " closer together)."));
        Map<Long, List<OutcomeCount>> kinds = found.stream()
                .collect(Collectors.groupingBy(
                        Count::bucket,
                        Collectors.mapping(
                                count -> new OutcomeCount(
                                        count.policy(), count.status(), count.outcome(), count.count()),
                                Collectors.toList())));
        return new Statistics(
                policy,
                period.from(),
                period.to(),
                step.toString(),
                found.stream().mapToLong(Count::count).sum(),
                LongStream.range(first, end)
                        .mapToObj(bucket -> new Bucket(step.begin(bucket), kinds.getOrDefault(bucket, List.of())))
                        .toList(),
                activations.list(period, MARKS),
                versions.refused(period, MARKS));
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.BAD_PARAMETER, detail);
    }
}
