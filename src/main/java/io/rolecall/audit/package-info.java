/**
 * What was advised, durably: an answer is sent only after {@link io.rolecall.audit.AuditLog#append} has returned.
 *
 * <pre>
 * AuditLog, PolicyVersions     what the other packages see
 *   → SqliteStore              writes through one thread, reads beside it
 *     → GroupCommit            many waiting requests, one commit
 *       → Session              the one connection that writes
 *     → DatabaseFile           the folder, the file, the lock that keeps a second process out
 * </pre>
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.rolecall.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
