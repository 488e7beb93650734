package io.rolecall.advice;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How long answers take here, and what was refused. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Statistics")
class LatencyController {

    private final RecentTimes times;
    private final Instant since = Instant.now();

    LatencyController(RecentTimes times) {
        this.times = times;
    }

    /** @param since when this replica started */
    record Latencies(
            Instant since,

            @Schema(description = "How far back all this looks, to the last whole fifth of it")
            long windowSeconds,

            @Schema(description = "A recommendation as its caller meets it, from the request to the answer")
            Latency answering,

            @Schema(description = "From the facts to the recommendation")
            Latency evaluating,

            @Schema(description = "From handing a record over to its commit")
            Latency recording,

            @Schema(description = "Calls of the API that were answered with 4xx, most frequent first")
            List<RefusedCall> refused) {}

    /** The times are null where the count is 0. */
    record Latency(
            long count,
            @Nullable Double p50Millis,
            @Nullable Double p99Millis,
            @Nullable Double maxMillis) {}

    record RefusedCall(String method, String path, int status, long count) {}

    @GetMapping("/latencies")
    @Operation(
            operationId = "latencies",
            summary = "How long answers took in the last minutes, and which calls were refused, in this replica",
            description =
                    "Measured in the process that answers this call, and in no other: behind a load balancer each call"
                            + " may meet another one. It begins anew with a start. For all replicas over time there are metrics for Prometheus.")
    Latencies latencies() {
        return new Latencies(
                since,
                RecentTimes.WINDOW.toSeconds(),
                latency(RecentTimes.ANSWERING),
                latency(RecentTimes.EVALUATION),
                latency(RecentTimes.RECORDING),
                refused());
    }

    /** Of the one timer there is; none before the first time. */
    private Latency latency(String name) {
        return times.find(name).timers().stream()
                .map(Timer::takeSnapshot)
                .filter(snapshot -> count(snapshot) > 0)
                .max(Comparator.comparing(LatencyController::count))
                .map(snapshot -> new Latency(
                        count(snapshot),
                        percentile(snapshot, 0.5),
                        percentile(snapshot, 0.99),
                        snapshot.max(TimeUnit.MILLISECONDS)))
                .orElseGet(() -> new Latency(0, null, null, null));
    }

    private static double percentile(HistogramSnapshot snapshot, double percentile) {
        return Arrays.stream(snapshot.percentileValues())
                .filter(value -> value.percentile() == percentile)
                .mapToDouble(value -> value.value(TimeUnit.MILLISECONDS))
                .findFirst()
                .orElseThrow();
    }

    private static long count(HistogramSnapshot snapshot) {
        return (long) snapshot.histogramCounts()[0].count();
    }

    private List<RefusedCall> refused() {
        record Call(String method, String path, int status) {}
        return times.find(RecentTimes.REQUESTS).timers().stream()
                .filter(timer -> RecentTimes.isRefused(timer.getId()))
                .collect(Collectors.groupingBy(
                        timer -> new Call(
                                tag(timer, "method"), tag(timer, "uri"), Integer.parseInt(tag(timer, "status"))),
                        Collectors.summingLong(timer -> count(timer.takeSnapshot()))))
                .entrySet()
                .stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> new RefusedCall(
                        each.getKey().method(),
                        each.getKey().path(),
                        each.getKey().status(),
                        each.getValue()))
                .sorted(Comparator.comparingLong(RefusedCall::count)
                        .reversed()
                        .thenComparing(RefusedCall::path)
                        .thenComparing(RefusedCall::method)
                        .thenComparing(RefusedCall::status))
                .toList();
    }

    private static String tag(Timer timer, String name) {
        return Objects.requireNonNull(timer.getId().getTag(name));
    }
}
