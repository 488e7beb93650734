package io.rolecall.knowledge;

import java.util.List;

/**
 * A field that may be asked for, with values that make a difference to some rule.
 *
 * @param values in the form in which a fact holds them; without unknown, which always is one
 */
public record Question(FactType type, Field field, List<Object> values) {}
