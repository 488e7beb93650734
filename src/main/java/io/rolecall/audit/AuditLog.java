package io.rolecall.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;

/** Every recommendation that was given, as the exact bytes that were sent. Records are added and never changed. */
public class AuditLog {

    private final SqliteStore store;
    private final Timer appends;
    private final Packings packings = new Packings();

    AuditLog(SqliteStore store, MeterRegistry meters) {
        this.store = store;
        this.appends = Timer.builder("rolecall.audit.append")
                .description("From handing a record over to its commit")
                .publishPercentileHistogram()
                .register(meters);
    }

    /**
     * Returns once the entry is committed, or once it is certain that its idempotency key was used before.
     *
     * @throws NotRecordedException if it is not: then no answer may be sent
     */
    public Appended append(Entry entry) {
        Timer.Sample sample = Timer.start();
        try {
            return store.write(new Append(entry, packing(entry).pack(entry.answer()), packings));
        } finally {
            sample.stop(appends);
        }
    }

    /** Here, and not in the one thread that writes, because it is a request's longest step. */
    private Packing packing(Entry entry) {
        Packing known = packings.known(entry.policy(), entry.version());
        if (known != null) {
            return known;
        }
        try {
            return store.read(session -> packings.of(session, entry.policy(), entry.version()));
        } catch (AuditUnavailableException e) {
            return new Packing(new byte[0]); // what is wrong with the file, the write will say
        }
    }

    /** What an earlier use of the key leads to; empty if there was none. Spares an evaluation, {@link #append} decides. */
    public Optional<Appended> replay(Idempotency idempotency) {
        return store.read(session -> Append.replay(session, packings, idempotency));
    }

    /** The bytes that were sent, exactly. */
    public Optional<byte[]> answer(String id) {
        return store.read(session -> Append.answer(session, packings, id));
    }

    /**
     * Newest first, a page at a time.
     *
     * @throws IllegalArgumentException if the cursor is not one that a page gave
     */
    public Page search(Search search) {
        Query query = Query.of(search);
        return store.read(query::page);
    }

    /** Whether the next append is expected to be recorded: no failed commit is being looked into, and the disk has room. */
    public boolean accepting() {
        return store.accepting();
    }
}
