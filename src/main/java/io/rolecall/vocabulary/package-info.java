/**
 * The words a rule may use besides its policy's own facts: {@link io.rolecall.vocabulary.Score}, {@link
 * io.rolecall.vocabulary.Recommendation} and the verbs. Plain Java, so that stock Drools tools can compile a policy.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.rolecall.vocabulary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
