package io.rolecall.vocabulary;

/**
 * The verbs a rule's consequence may call. They do nothing by themselves: that a rule fired is what counts, and what it
 * then says stands in its head. They exist so that stock Drools tools can compile a policy.
 */
public final class Verbs {

    private Verbs() {}

    /** A signal: evidence that favours or opposes a leaning. */
    public static void raise(Object kcontext) {}

    /** A conclusion: an outcome that the scores and facts lead to. */
    public static void recommend(Object kcontext) {}

    /** A step of the plan. */
    public static void step(Object kcontext) {}

    /** A warning that goes with the plan. */
    public static void caution(Object kcontext) {}
}
