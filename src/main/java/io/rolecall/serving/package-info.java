/**
 * Which version answers: the live policies, the two doors through which versions come, the folder and the API, what holds a version
 * back, the swap from one to the next, and following what other replicas made active.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "knowledge", "audit"})
package io.rolecall.serving;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
