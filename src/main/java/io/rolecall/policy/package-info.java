/**
 * A policy as people keep it: a folder with facts, rules, texts, sources and scenarios. Reads it, checks it, and makes it
 * ready to answer. Knows nothing of any one policy.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"knowledge", "vocabulary"})
package io.rolecall.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
