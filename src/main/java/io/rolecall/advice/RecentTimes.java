package io.rolecall.advice;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The timers that there are for Prometheus, each over the last few minutes only and with its percentiles. A registry of its own,
 * so that what Prometheus reads stays as it is.
 */
@Component
class RecentTimes extends SimpleMeterRegistry {

    static final Duration WINDOW = Duration.ofMinutes(5);

    static final String EVALUATION = "rolecall.evaluation";
    static final String RECORDING = "rolecall.audit.append";
    static final String ANSWERING = "rolecall.answering";
    static final String REQUESTS = "http.server.requests";

    /** A bucket that everything is in: it counts what is in the window. */
    private static final double LONGEST = Duration.ofHours(1).toNanos();

    private static final int PARTS = 5;

    RecentTimes() {
        config().meterFilter(new MeterFilter() {

            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return isShown(id) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
            }

            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return DistributionStatisticConfig.builder()
                        .percentilesHistogram(false)
                        .percentiles(0.5, 0.99)
                        .percentilePrecision(2)
                        .serviceLevelObjectives(LONGEST)
                        .expiry(WINDOW)
                        .bufferLength(PARTS)
                        .build()
                        .merge(config);
            }
        });
    }

    private static boolean isShown(Meter.Id id) {
        return switch (id.getName()) {
            case EVALUATION, RECORDING, ANSWERING -> true;
            case REQUESTS -> isRefused(id);
            default -> false;
        };
    }

    /** A call of the API that its caller has to make otherwise, or later. */
    static boolean isRefused(Meter.Id id) {
        String path = id.getTag("uri");
        String status = id.getTag("status");
        return path != null && path.startsWith("/v1/") && status != null && status.startsWith("4");
    }
}
