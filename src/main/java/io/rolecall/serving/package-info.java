/**
 * Which version answers: the live policies, the watch over the folder they come from, and the swap from one version to the
 * next.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "knowledge", "audit"})
package io.rolecall.serving;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
