package io.rolecall.knowledge;

/**
 * A rule file as its author wrote it.
 *
 * @param path below the policy's folder, with forward slashes
 */
public record SourceFile(String path, String text) {

    /** What a file of a policy may hold, of whatever kind. */
    public static final int MOST_BYTES = 256 * 1024;
}
