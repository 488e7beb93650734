package io.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the README shows is what happens. */
class ReadmeTests extends RunningService {

    private static final Path README = Path.of("README.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)[^\\n]*\\n(.*?)^```\\s*$");
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'\\\\'')*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    /** Members that say when and by which content, not what. */
    private static final List<String> VARYING =
            List.of("id", "recordedAt", "version", "digest", "age", "since", "audit");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    private static String readme;

    private record Block(String language, String text) {}

    @BeforeAll
    static void read() throws IOException {
        readme = Files.readString(README);
    }

    @Test
    void showsARequestAndItsAnswer() {
        List<Block> blocks = blocks();
        int requests = 0;
        for (int i = 0; i < blocks.size(); i++) {
            String text = blocks.get(i).text().strip();
            if (blocks.get(i).language().equals("sh") && text.startsWith("curl ")) {
                Caller.Reply reply = run(text);
                assertThat(reply.status()).as(reply.text()).isIn(200, 201);
                if (i + 1 < blocks.size() && blocks.get(i + 1).language().equals("json")) {
                    List<String> missing = new ArrayList<>();
                    compare(shown(blocks.get(i + 1).text()), reply.json(), "", missing);
                    assertThat(missing).as(reply.text()).isEmpty();
                    requests++;
                }
            }
        }
        assertThat(requests).as("requests with an answer").isPositive();
    }

    @Test
    void hasTwoCommandsForSetUp() {
        List<String> commands = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.language().equals("sh")) {
                block.text()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("mvn"))
                        .forEach(line -> commands.add(line.replaceAll("\\s+#.*", "")));
            }
        }
        assertThat(commands).containsExactlyInAnyOrder("mvn spring-boot:run", "mvn verify");
    }

    @Test
    void namesEveryProperty() throws IOException {
        Map<String, Object> properties =
                new Yaml().load(Files.readString(Path.of("src/main/resources/application.yaml")));
        TreeSet<String> names = new TreeSet<>();
        flatten("rolecall", properties.get("rolecall"), names);
        assertThat(names).contains("rolecall.rules", "rolecall.data").allMatch(readme::contains);
    }

    @Test
    void isShort() {
        assertThat(readme.lines().count()).isLessThanOrEqualTo(150);
    }

    private static void flatten(String name, Object value, TreeSet<String> names) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> flatten(name + "." + key, member, names));
        } else {
            names.add(name);
        }
    }

    private static List<Block> blocks() {
        return BLOCK.matcher(readme)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    /** Reads a curl command as a shell would, and sends it to the service under test. */
    private Caller.Reply run(String command) {
        List<String> words = WORD.matcher(command.replaceAll("\\\\\\n", " "))
                .results()
                .map(ReadmeTests::word)
                .toList();
        String method = "";
        String url = "";
        String body = null;
        List<String> headers = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("|")) {
                break;
            }
            switch (word) {
                case "-H", "--header" -> headers.addAll(List.of(words.get(++i).split(":\\s*", 2)));
                case "-d", "--data", "--data-binary", "--json" -> body = words.get(++i);
                case "-X", "--request" -> method = words.get(++i);
                default -> url = word.startsWith("http") ? word : url;
            }
        }
        assertThat(url).as(command).startsWith("http://localhost:8080/");
        URI uri = URI.create(url);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        if (method.isEmpty()) {
            method = body == null ? "GET" : "POST";
        }
        return api.send(
                method,
                path,
                body == null
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(body),
                headers.toArray(String[]::new));
    }

    private static String word(MatchResult word) {
        if (word.group(1) != null) {
            return word.group(1).replace("'\\''", "'");
        }
        return word.group(2) == null ? word.group(3) : word.group(2).replaceAll("\\\\(.)", "$1");
    }

    /** JSON in which {@code …} or {@code ...} stands for what is left out. */
    private static JsonNode shown(String text) {
        String json = text.replaceAll("\"(…|\\.\\.\\.)\"\\s*:\\s*\"(…|\\.\\.\\.)\"", "")
                .replaceAll("(?m)(^|[\\[{,])(\\s*)(…|\\.\\.\\.)\\s*,?\\s*(?=[\\]}]|$|\")", "$1$2");
        json = Pattern.compile(",(\\s*,)+").matcher(json).replaceAll(",");
        return JSON.readTree(json);
    }

    private static void compare(JsonNode shown, JsonNode actual, String at, List<String> missing) {
        if (shown.isObject()) {
            for (Map.Entry<String, JsonNode> member : shown.properties()) {
                String place = at + "/" + member.getKey();
                if (!actual.has(member.getKey())) {
                    missing.add(place + " is not in the answer");
                } else if (!VARYING.contains(member.getKey())) {
                    compare(member.getValue(), actual.path(member.getKey()), place, missing);
                }
            }
        } else if (shown.isArray()) {
            for (JsonNode item : shown) {
                boolean found = false;
                for (JsonNode candidate : actual) {
                    List<String> faults = new ArrayList<>();
                    compare(item, candidate, at, faults);
                    found |= faults.isEmpty();
                }
                if (!found) {
                    missing.add(at + " has no " + item);
                }
            }
        } else if (shown.isString() && shortened(shown.stringValue())) {
            String start = shown.stringValue().replaceAll("(…|\\.\\.\\.)$", "");
            if (!actual.asString("").startsWith(start)) {
                missing.add(at + " does not start with \"" + start + "\"");
            }
        } else if (!shown.equals(actual)) {
            missing.add(at + " is " + actual + ", not " + shown);
        }
    }

    private static boolean shortened(String text) {
        return text.endsWith("…") || text.endsWith("...");
    }
}
