package io.rolecall.knowledge;

/**
 * A rule file as its author wrote it.
 *
 * @param path below the policy's folder, with forward slashes
 */
public record SourceFile(String path, String text) {}
