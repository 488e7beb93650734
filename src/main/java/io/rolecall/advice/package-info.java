/** Answering: the HTTP API, the recommendation, and the commands that give one without a server. */
@NullMarked
@ApplicationModule(allowedDependencies = {"serving", "policy", "knowledge", "vocabulary", "audit"})
package io.rolecall.advice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
