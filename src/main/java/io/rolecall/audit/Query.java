package io.rolecall.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A search as SQL. The order is by time and then by place in the log, and a cursor is where a page ended in it. */
final class Query {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final int limit;

    private Query(int limit) {
        this.limit = limit;
    }

    static Query of(Search search) {
        Query query = new Query(search.limit());
        query.where("policy = ?", search.policy());
        query.where("outcome = ?", search.outcome());
        query.where("version = ?", search.version());
        query.where("reference_tag = ?", ReferenceTag.of(search.reference()));
        query.where("reference = ?", search.reference());
        query.where("fired_id IN (SELECT fired_id FROM fired_rule WHERE rule = ?)", search.rule());
        query.where("recorded_at >= ?", millis(search.from()));
        query.where("recorded_at < ?", millis(search.to()));
        query.after(search.cursor());
        return query;
    }

    /** Up to the limit. */
    long count(Session session) throws SQLException {
        values.add((long) limit);
        return session.first(
                        "SELECT count(*) FROM (SELECT 1 FROM recommendation %s LIMIT ?) AS found".formatted(where()),
                        row -> row.getLong(1),
                        values.toArray())
                .orElseThrow();
    }

    Page page(Session session) throws SQLException {
        String where = where();
        values.add(limit + 1L);
        List<Found> found = session.all("""
                SELECT recorded_at, position, id, policy, version, status, outcome, reference
                FROM recommendation %s
                ORDER BY recorded_at DESC, position DESC LIMIT ?""".formatted(where), Found::from, values.toArray());
        boolean more = found.size() > limit;
        List<Found> shown = more ? found.subList(0, limit) : found;
        return new Page(
                shown.stream().map(Found::summary).toList(),
                more ? shown.get(limit - 1).cursor() : null);
    }

    private String where() {
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    }

    private void where(String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private void after(@Nullable String cursor) {
        if (cursor != null) {
            Matcher place = CURSOR.matcher(decoded(cursor));
            if (!place.matches()) {
                throw new IllegalArgumentException("cursor: not one of ours (expected: next of the page before)");
            }
            conditions.add("(recorded_at, position) < (?, ?)");
            values.add(Long.valueOf(place.group(1)));
            values.add(Long.valueOf(place.group(2)));
        }
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Records have whole milliseconds, so a bound between two of them belongs to the later one. */
    private static @Nullable Long millis(@Nullable Instant bound) {
        try {
            return bound == null ? null : bound.plusNanos(999_999).toEpochMilli();
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "from or to: " + bound + " (expected: a time such as 2026-11-01T00:00:00Z)", e);
        }
    }

    private record Found(long at, long position, Summary summary) {

        static Found from(ResultSet row) throws SQLException {
            long at = row.getLong(1);
            return new Found(
                    at,
                    row.getLong(2),
                    new Summary(
                            row.getString(3),
                            row.getString(4),
                            row.getInt(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            Instant.ofEpochMilli(at)));
        }

        String cursor() {
            byte[] place = (at + ":" + position).getBytes(StandardCharsets.US_ASCII);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
        }
    }
}
