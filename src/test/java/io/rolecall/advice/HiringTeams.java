package io.rolecall.advice;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The whole situations that the hiring policy is tested with. */
final class HiringTeams {

    private static final Path FOLDER = Path.of("rules-drl/hiring/teams");
    private static final String ENDING = ".yaml";

    private HiringTeams() {}

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    static ObjectNode facts(String name) throws IOException {
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve(name + ENDING))) {
            Map<String, Object> team = new Yaml().load(reader);
            return JsonMapper.shared().valueToTree(team.get("given"));
        }
    }
}
