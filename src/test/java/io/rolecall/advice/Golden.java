package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers as they were read and found good: {@code -Drolecall.golden=write} writes them anew. */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/io/rolecall/advice");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Golden() {}

    static void check(String name, JsonNode actual) throws IOException {
        check(name, JSON.writeValueAsString(actual) + "\n");
    }

    static void check(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("write".equals(System.getProperty("rolecall.golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualToNormalizingNewlines(Files.readString(file));
    }
}
