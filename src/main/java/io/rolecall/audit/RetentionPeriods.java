package io.rolecall.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** How long the payloads of each policy are kept; for ever where nothing is said. */
final class RetentionPeriods {

    static final String PROPERTY = "rolecall.audit.retention";

    /** A number alone would be milliseconds, and erase everything. */
    private static final Pattern WITH_UNIT = Pattern.compile("\\d+[dhms]|[Pp].*");

    /** For policies that are not named. */
    static final String DEFAULT = "default";

    private final Map<String, TemporalAmount> periods = new TreeMap<>();

    /**
     * @param texts by policy, such as {@code P2Y} or {@code 730d}
     * @throws AuditUnavailableException where one is no period
     */
    RetentionPeriods(Map<String, String> texts) {
        texts.forEach((policy, text) -> periods.put(policy, period(policy, text.strip())));
    }

    private static TemporalAmount period(String policy, String text) {
        try {
            if (text.matches("[Pp][^Tt]*")) {
                Period period = Period.parse(text);
                if (!period.isNegative() && !period.isZero()) {
                    return period;
                }
            } else if (WITH_UNIT.matcher(text).matches()) {
                Duration duration = DurationStyle.detectAndParse(text);
                if (!duration.isNegative() && !duration.isZero()) {
                    return duration;
                }
            }
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            // told below
        }
        throw new AuditUnavailableException(PROPERTY + "." + policy + " is \"" + text
                + "\" (expected: a period such as P2Y, P6M, 730d or 12h; left out, payloads are kept for ever)");
    }

    boolean isEmpty() {
        return periods.isEmpty();
    }

    /** Policies with a period of their own. */
    Set<String> named() {
        Set<String> named = new TreeSet<>(periods.keySet());
        named.remove(DEFAULT);
        return named;
    }

    boolean hasDefault() {
        return periods.containsKey(DEFAULT);
    }

    /** What was recorded before this is to be erased; null where everything is kept. */
    @Nullable
    Instant end(String policy, Instant now) {
        TemporalAmount period = periods.getOrDefault(policy, periods.get(DEFAULT));
        try {
            return period == null
                    ? null
                    : Instant.ofEpochMilli(now.atOffset(ZoneOffset.UTC)
                            .minus(period)
                            .toInstant()
                            .toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return null; // longer than time is
        }
    }

    @Override
    public String toString() {
        return periods.toString();
    }
}
