package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry that says what became of a policy.
 *
 * @param id its own
 * @param at to the millisecond
 */
record PolicyEntry(EntryType type, String id, Instant at, String actor, Engine engine) {

    /** The longest text that an entry says, in code points: an entry has {@value Leaf#MOST} bytes. */
    static final int TEXT = 500;

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    static PolicyEntry of(EntryType type, String actor, Engine engine) {
        return new PolicyEntry(
                type, IDS.generate().toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS), actor, engine);
    }

    /**
     * @param version null where there is none
     * @param digest null where there is none
     * @param more what else it says; members that are null are left out
     */
    void append(
            Session session,
            String policy,
            @Nullable Integer version,
            @Nullable String digest,
            Map<String, ? extends @Nullable Object> more)
            throws SQLException {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("name", policy);
        if (digest != null) {
            of.put("digest", digest);
        }
        if (version != null) {
            of.put("version", version);
        }
        Map<String, Object> members = Leaf.members(type, id, at, actor, engine);
        members.put("policy", of);
        more.forEach((name, value) -> {
            if (value != null) {
                members.put(name, value);
            }
        });
        session.append(Leaf.of(members), type.about(policy));
    }
}
