package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Bundle;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the files of a draft: changes of a version. */
final class DraftReader {

    /** A policy has 2 MiB; as JSON some more. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    static final String BASE = "base";
    static final String FILES = "files";

    private DraftReader() {}

    /**
     * Contents by path; null takes a file out of the base.
     *
     * @param changed whether there has to be one
     */
    static Map<String, byte @Nullable []> files(BodyMembers members, boolean changed) {
        Map<String, byte @Nullable []> files = new LinkedHashMap<>();
        JsonNode node = members.node(FILES);
        if (!changed && (node.isMissingNode() || node.isNull())) {
            return files;
        }
        if (!node.isObject() || changed && node.isEmpty()) {
            members.wrong(
                    "/" + FILES,
                    "files is " + (node.isMissingNode() ? "missing" : "no object with files")
                            + " (expected: {\"signals/data.drl\": \"the text\", \"old.drl\": null}).");
        }
        for (Map.Entry<String, JsonNode> file : node.properties()) {
            if (file.getValue().isString()) {
                files.put(file.getKey(), file.getValue().stringValue().getBytes(StandardCharsets.UTF_8));
            } else if (file.getValue().isNull()) {
                files.put(file.getKey(), null);
            } else {
                members.wrong(
                        "/" + FILES + Messages.pointer(file.getKey()),
                        "The file is no text (expected: its whole text, or null to take it out).");
            }
        }
        return files;
    }

    /** Reads a draft. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws Bundle.Unfit;
    }

    /** @throws RuntimeException a problem document, where the files are no policy's */
    static <T> T fit(Reading<T> reading) {
        try {
            return reading.read();
        } catch (Bundle.TooLarge e) {
            throw new ProblemException(Problem.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (Bundle.Unfit e) {
            throw new BadRequest(
                    Problem.BAD_VERSION,
                    List.of(new FactReader.Problem(
                            "/" + FILES + Messages.pointer(e.path()), String.valueOf(e.getMessage()))));
        }
    }
}
