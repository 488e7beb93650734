package io.rolecall.audit;

import java.util.SortedMap;

/** How the files of a policy's version are kept and named; the log itself knows them as bytes. */
public interface PolicyText {

    /**
     * The files that were kept as one, by their path below the policy's folder.
     *
     * @param stored what {@link PolicyDraft#files} was
     */
    SortedMap<String, byte[]> files(byte[] stored);

    /** What the log calls these files. */
    String digest(SortedMap<String, byte[]> files);
}
