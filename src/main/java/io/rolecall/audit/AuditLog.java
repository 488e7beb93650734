package io.rolecall.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLDataException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every recommendation that was given, as the exact bytes that were sent. Records are added, never changed, and at most erased. */
public class AuditLog {

    private final Store store;
    private final Timer appends;
    private final Engine engine;
    private volatile @Nullable Fingerprints fingerprints;

    AuditLog(Store store, Engine engine, MeterRegistry meters) {
        this.store = store;
        this.engine = engine;
        this.appends = Timer.builder("rolecall.audit.append")
                .description("From handing a record over to its commit")
                .publishPercentileHistogram()
                .register(meters);
        Gauge.builder("rolecall.audit.accepting", store, accepting -> accepting.accepting() ? 1 : 0)
                .description(
                        "Whether the next record is expected to be kept; else requests get 503 and the replica is not ready")
                .register(meters);
    }

    /**
     * What ties a recommendation to the log. Made before the answer is, because the answer names its leaf.
     *
     * @param request what was received, as JSON
     * @param answer all of the answer but what the seal adds to it; written as JSON here, in canonical form
     */
    public Seal seal(String id, Instant at, String policy, int version, String digest, Object request, Object answer) {
        return Seal.of(id, at, Map.of("name", policy, "version", version, "digest", digest), request, answer, engine);
    }

    /**
     * Returns once the entry is committed, or once it is certain that its idempotency key was used before.
     *
     * @throws NotRecordedException if it is not: then no answer may be sent
     */
    public Appended append(Entry entry) {
        Timer.Sample sample = Timer.start();
        try {
            return store.write(new Append(entry, packing(entry).pack(entry.answer()), store.answers()));
        } finally {
            sample.stop(appends);
        }
    }

    /** Here, and not in the one thread that writes, because it is a request's longest step. */
    private Packing packing(Entry entry) {
        Packings packings = store.answers().packings();
        try {
            return packings.next(
                    entry.policy(),
                    entry.version(),
                    () -> store.read(session -> packings.of(session, entry.policy(), entry.version())));
        } catch (AuditUnavailableException e) {
            return Packing.WITHOUT_SAMPLE; // what is wrong with the file, the write will say
        }
    }

    /**
     * A key in its scope, for a request.
     *
     * @param body what two requests that say the same have in common
     */
    public Idempotency idempotency(String scope, String key, byte[] body) {
        Fingerprints known = fingerprints;
        if (known == null) { // once: a key is replaced at a start
            known = store.read(session -> Fingerprints.of(session, store.checkpoints()));
            fingerprints = known;
        }
        return new Idempotency(scope + " " + key, known.of(body));
    }

    /** What an earlier use of the key leads to; empty if there was none. Spares an evaluation, {@link #append} decides. */
    public Optional<Appended> replay(Idempotency idempotency) {
        return store.read(session -> store.answers().replay(session, idempotency));
    }

    /**
     * The bytes that were sent, exactly.
     *
     * @throws ErasedException where they were erased
     * @throws DamagedRecordException where what is stored is not what was recorded
     */
    public Optional<byte[]> answer(String id) {
        return store.read(session -> store.answers().find(session, id)).map(found -> {
            if (found instanceof Appended.Erased erased) {
                throw new ErasedException(erased.erasure());
            }
            return ((Appended.Recorded) found).answer();
        });
    }

    /**
     * What a recommendation was made from. Cheaper than {@link #answer}, for those who look at many.
     *
     * @return empty where nothing is recorded under it
     * @throws ErasedException where it was erased
     * @throws DamagedRecordException where what is stored is not what was received
     */
    public Optional<RecordedFacts> facts(String id) {
        Optional<RecordedFacts> facts = store.read(session -> {
            Optional<Provable> logged = Provable.find(session, store.answers().packings(), id);
            return logged.isPresent() ? Payload.facts(logged.get(), SQLDataException::new) : Optional.empty();
        });
        return facts.isPresent() ? facts : answer(id).map(Payload::facts);
    }

    /** Whether something was recorded under it, erased or not. */
    public boolean has(String id) {
        return store.read(session -> session.first("SELECT 1 FROM recommendation WHERE id = ?", row -> true, id)
                .isPresent());
    }

    /** Whether what was recorded under it was erased. */
    public boolean isErased(String id) {
        return store.read(session -> Erasure.find(session, id)).isPresent();
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

    /** How many records a search finds, up to its limit. */
    public long count(Search search) {
        Query query = Query.of(search);
        return store.read(query::count);
    }

    /** How often each rule of a policy fired, of late. */
    public FiredRules fired(String policy) {
        return fired(policy, FiredRules.MOST);
    }

    FiredRules fired(String policy, int most) {
        return store.read(session -> FiredRules.of(session, policy, most));
    }

    /** What the log is in doubt for; null where it is sound as far as is known. */
    public @Nullable String doubt() {
        return store.doubt().reason();
    }

    /** Whether the next append is expected to be recorded: no failed commit is being looked into, and the disk has room. */
    public boolean accepting() {
        return store.accepting();
    }

    /** Why it is not, in one line; null where it is. */
    public @Nullable String refusal() {
        return store.refusal();
    }
}
