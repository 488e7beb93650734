package io.rolecall.advice;

import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.PolicyShadow;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Comparison;
import io.rolecall.policy.Policy;
import io.rolecall.serving.TooBusy;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A version that answers again what the live one has answered. One thread at a time compiles and asks it. */
final class Shadow {

    private static final Logger log = LoggerFactory.getLogger(Shadow.class);

    private final PolicyShadow set;
    private final ShadowTally tally;
    private volatile @Nullable String refused;
    private @Nullable Policy policy;
    private @Nullable Against against;

    Shadow(PolicyShadow set, ShadowTally tally) {
        this.set = set;
        this.tally = tally;
    }

    /** The comparison with the version that is live, for as long as it is. */
    private record Against(Policy live, Comparison comparison) {}

    PolicyShadow set() {
        return set;
    }

    /** Whether it is to be asked this time. */
    boolean wants() {
        return refused == null
                && (set.share() >= 1 || ThreadLocalRandom.current().nextDouble() < set.share());
    }

    /** There was something to answer, and no room for it. */
    void skip() {
        tally.skipped();
    }

    /**
     * Compiles the version, unless that is done. Where the record cannot be read, or too much else is compiled, it is tried again with the
     * next.
     *
     * @throws AuditUnavailableException where the record cannot be read
     */
    void prepare(StoredVersions versions) {
        if (policy != null || refused != null) {
            return;
        }
        try {
            policy = versions.answering(set.policy(), set.version());
        } catch (ProblemException e) {
            refused = e.getMessage();
            log.warn("The shadow of policy {} is not asked. {}", set.policy(), e.getMessage());
        } catch (AuditUnavailableException e) {
            throw e;
        } catch (TooBusy e) {
            return;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // the service stops while another thread compiles
            }
            refused = "Version " + set.version() + " cannot be compiled; the log of the service says why.";
            log.error("The shadow of policy {} is not asked: a defect of Rolecall.", set.policy(), e);
        }
    }

    /** Asks it, and counts what comes of it. Never throws but where the machine ends. */
    void answer(Answered answered) {
        Policy own = policy;
        if (own == null) {
            return;
        }
        try {
            Facts facts = FactReader.read(answered.facts(), "/facts", own.base().rulebook())
                    .masked(answered.masked());
            tally.compared(
                    answered.id(),
                    with(answered.policy(), own)
                            .compare(answered.evaluation(), own.base().evaluate(facts)));
        } catch (OverBudgetException e) {
            tally.failed("It was stopped. " + e.sentence());
        } catch (FactReader.Refused e) { // its message shows values
            tally.failed("The facts do not fit version " + set.version() + ".");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            tally.failed("It failed: a defect of Rolecall; the log says more.");
            log.error("The shadow of policy {} failed on {}: a defect of Rolecall.", set.policy(), answered.id(), e);
        }
    }

    private Comparison with(Policy live, Policy own) {
        Against known = against;
        if (known == null || known.live != live) {
            known = new Against(live, Comparison.of(live, own));
            against = known;
        }
        return known.comparison;
    }

    ShadowReport report(Predicate<String> shown) {
        return tally.report(set, refused, shown);
    }
}
