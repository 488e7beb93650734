package io.rolecall.audit;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts into the log that a change of the rules folder was refused.
 *
 * @param again whether it is logged although the last refusal was the same: not at a start, which reads again what it read before
 * @param more what was found
 */
record PolicyRefusal(PolicyEntry entry, String policy, String digest, boolean again, Map<String, ?> more)
        implements Write<Boolean> {

    /** Another replica may have said something since. */
    private static final int LOOKED_AT = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Boolean perform(Session session) throws SQLException {
        if (!isLogged(session)) {
            entry.append(session, policy, null, digest, more);
        }
        return true;
    }

    @Override
    public Optional<Boolean> recall(Session session) throws SQLException {
        return isLogged(session) ? Optional.of(true) : Optional.empty();
    }

    private boolean isLogged(Session session) throws SQLException {
        List<JsonNode> newest = session.all(
                "SELECT bytes FROM said WHERE about = ? ORDER BY place DESC LIMIT " + LOOKED_AT,
                row -> JSON.readTree(row.getBytes(1)),
                entry.type().about(policy));
        boolean repeats = !again
                && !newest.isEmpty()
                && newest.get(0).at("/policy/digest").asString("").equals(digest);
        return repeats
                || newest.stream().anyMatch(one -> one.path("id").asString("").equals(entry.id()));
    }
}
