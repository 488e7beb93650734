package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of the rules folder that was refused, as the log says it.
 *
 * @param digest of what was refused; empty where it could not be read
 * @param findings how many errors there were
 * @param first the first of them
 */
public record RefusedChange(String policy, Instant at, String digest, long findings, String first) {

    private static final int PAGE = 100;

    private static final String OF_ALL = EntryType.POLICY_REFUSED.about("");

    /** Newest first. The log has them by their places, which is about the order of their times. */
    static List<RefusedChange> find(Session session, Period period, int most) throws SQLException {
        record Placed(long place, RefusedChange refused) {}
        List<RefusedChange> found = new ArrayList<>();
        String about = period.policy() == null
                ? "about >= '" + OF_ALL + "' AND about < '" + EntryType.POLICY_REFUSED + "!'"
                : "about = ?";
        long below = Long.MAX_VALUE;
        while (true) {
            List<Placed> page = session.all(
                    "SELECT place, bytes FROM said WHERE place < ? AND " + about + " ORDER BY place DESC LIMIT " + PAGE,
                    row -> new Placed(row.getLong(1), of(row.getBytes(2))),
                    period.policy() == null
                            ? new Object[] {below}
                            : new Object[] {below, EntryType.POLICY_REFUSED.about(period.policy())});
            page.stream()
                    .map(Placed::refused)
                    .filter(refused -> !refused.at.isBefore(period.from()) && refused.at.isBefore(period.to()))
                    .forEach(found::add);
            boolean past = page.stream().allMatch(each -> each.refused.at.isBefore(period.from()));
            if (page.size() < PAGE || past || found.size() >= most) {
                return List.copyOf(found.subList(0, Math.min(most, found.size())));
            }
            below = page.get(PAGE - 1).place();
        }
    }

    private static RefusedChange of(byte[] entry) throws SQLException {
        EntryText said = EntryText.read(entry);
        if (said == null) {
            throw new SQLDataException("an entry about a refused change is no JSON");
        }
        return new RefusedChange(
                said.policy().name(),
                Instant.parse(said.text("t")),
                said.policy().digest(),
                said.tree().path("findings").asLong(0),
                said.text("first"));
    }
}
