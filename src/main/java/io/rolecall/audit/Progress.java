package io.rolecall.audit;

/** Told from time to time how far long work has come. */
@FunctionalInterface
public interface Progress {

    /** So many entries of all are done. */
    void at(long done, long all);
}
