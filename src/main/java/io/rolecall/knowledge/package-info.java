/**
 * Rules: from text to a knowledge base to an evaluation with its trace. The only package that knows Drools.
 *
 * <p>The way of a rule file: {@link io.rolecall.knowledge.SourceFile text} is read by the {@code Lexer} and the {@code
 * Parser} into {@code Syntax}; the {@code Checker} resolves it against the closed language into a {@link
 * io.rolecall.knowledge.Rulebook} or into {@link io.rolecall.knowledge.Finding findings}; the {@code Renderer} prints
 * DRL of our own from the rulebook, in which no author's text remains; and only that reaches the Drools compiler.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "vocabulary")
package io.rolecall.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
