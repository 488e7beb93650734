package io.rolecall.advice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A file with what a caller would send, or with the facts alone. */
record RequestFile(CommandSpec spec, Path path) {

    /**
     * What is made of it; null where it does not fit, which is told place by place.
     *
     * @throws ParameterException where the file cannot be read
     */
    <T> @Nullable T read(Function<JsonNode, T> reader) {
        byte[] content = content();
        try {
            JsonNode body = request(RequestReader.tree(content));
            T read = reader.apply(body);
            if (Pin.of(body) != null) {
                say("DIR holds one version (expected: neither version nor asOf).");
                return null;
            }
            return read;
        } catch (BadRequest e) {
            e.errors()
                    .forEach(error -> say((error.pointer().isEmpty() ? "" : error.pointer() + ": ") + error.message()));
            return null;
        }
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), path + " cannot be read (expected: a file with facts).");
        }
    }

    private static JsonNode request(JsonNode tree) {
        return !tree.isObject() || tree.has(BodyMembers.FACTS)
                ? tree
                : JsonNodeFactory.instance.objectNode().set(BodyMembers.FACTS, tree);
    }

    private void say(String message) {
        spec.commandLine().getErr().println(path + ": " + message);
    }
}
