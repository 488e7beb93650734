package io.rolecall.advice;

import io.rolecall.advice.Impact.Status;
import io.rolecall.audit.AuditLog;
import io.rolecall.audit.DamagedRecordException;
import io.rolecall.audit.ErasedException;
import io.rolecall.audit.ImpactReports;
import io.rolecall.audit.Page;
import io.rolecall.audit.Search;
import io.rolecall.audit.Summary;
import io.rolecall.knowledge.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One impact, from the newest answer to the oldest. It is done when its report is kept. */
final class ImpactRun implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(ImpactRun.class);

    static final String ERASED = "It was erased.";

    private final Asked asked;
    private final ImpactTally tally;
    private final AuditLog audit;
    private final ImpactReports reports;
    private final Pace pace;
    private volatile @Nullable String failure;

    ImpactRun(Asked asked, ImpactTally tally, AuditLog audit, ImpactReports reports, Pace pace) {
        this.asked = asked;
        this.tally = tally;
        this.audit = audit;
        this.reports = reports;
        this.pace = pace;
    }

    /** @param total how many answers there are to look at */
    record Asked(String id, String policy, int version, int against, Search search, long total) {}

    boolean failed() {
        return failure != null;
    }

    /** Without traces: what is erased meanwhile must not be shown any more. */
    Impact report() {
        String why = failure;
        return report(why == null ? Status.RUNNING : Status.FAILED, why);
    }

    private Impact report(Status status, @Nullable String why) {
        return tally.report(asked.id, asked.version, asked.against, status, why, asked.total)
                .sampled(samples -> samples.map(sample -> sample.traced(null, null)));
    }

    @Override
    public void run() {
        try {
            lookAtAll();
            reports.save(new ImpactReports.Kept(
                    asked.id,
                    asked.policy,
                    asked.version,
                    asked.against,
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    Json.WRITER.writeValueAsBytes(report(Status.DONE, null))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "The service was stopped.";
        } catch (DamagedRecordException e) {
            failure = "What is stored is not what was recorded.";
        } catch (RuntimeException e) {
            failure = "The record cannot be read or written at the moment; ask again later.";
            logged(e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            failure = "The service failed on it; its log says why.";
            logged(e);
        }
    }

    private void logged(Throwable e) {
        log.error("An impact of version {} of {} failed", asked.version, asked.policy, e);
    }

    private void lookAtAll() throws InterruptedException {
        Search search = asked.search;
        while (true) {
            Page page = audit.search(search);
            for (Summary recorded : page.items()) {
                if (tally.done() == asked.total) {
                    return;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                look(recorded.id());
                pace.rest();
            }
            if (page.next() == null) {
                return;
            }
            search = search.after(page.next());
        }
    }

    private void look(String id) {
        try {
            audit.facts(id).ifPresent(recorded -> tally.add(id, recorded));
        } catch (ErasedException e) {
            tally.skip(ERASED);
        }
    }
}
