package io.rolecall.audit;

/** What became of a request to record: all are final and durable. */
public sealed interface Appended {

    /** Recorded now; {@code answer} may be sent. */
    record Recorded(byte[] answer) implements Appended {}

    /** The key was used before for the same request: {@code answer} is the one recorded then, and nothing was added. */
    record Replayed(byte[] answer, String id) implements Appended {}

    /** The key was used before, and what was answered then is erased: nothing was added. */
    record Erased(Erasure erasure) implements Appended {}

    /** The key was used before for another request: nothing was added. */
    record KeyConflict() implements Appended {}
}
