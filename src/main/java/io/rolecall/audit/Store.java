package io.rolecall.audit;

/** Where records are kept, and the log with them. */
interface Store extends AutoCloseable {

    /** Returns once it is committed. */
    <T> T write(Write<T> write);

    <T> T read(Reading<T> reading);

    Checkpoints checkpoints();

    Doubt doubt();

    /** Whether the next write is expected to be stored. */
    boolean accepting();

    @Override
    void close();
}
