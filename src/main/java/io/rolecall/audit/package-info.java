/**
 * What was advised, durably: an answer is sent only after {@link io.rolecall.audit.AuditLog#append} has returned.
 *
 * <pre>
 * AuditLog, ProvableLog, FollowUps, Holds, Erasures    what the other packages see of recommendations
 * PolicyVersions, PolicyActivations, PolicyReviews     of policies; beside them ImpactReports, PolicyShadows, Replicas
 *   → Location                 where the record is kept, by URL
 *   → Store                    writes through one thread, reads beside it
 *     → GroupCommit            many waiting requests, one commit
 *       → Session              the one connection that writes
 *   SqliteStore                a file; what is written is in the tree with the same commit
 *     → DatabaseFile           the folder, the file, the lock that keeps a second process out
 *   PostgresStore              a database for several replicas; what is written waits in an outbox
 *     → PostgresDatabase       connections and schema
 *     → Sequencer              gives the entries their places in the tree, in one replica at a time
 *     → Following              shows what another replica signed, if the log has only grown
 * </pre>
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.rolecall.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
