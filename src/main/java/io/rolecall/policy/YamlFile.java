package io.rolecall.policy;

import io.rolecall.knowledge.Characters;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A YAML file as JSON, with the place in the text of everything in it. No tags, no objects: plain values only. */
final class YamlFile {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;

    private final String path;
    private final List<String> lines;
    private final Map<String, Span> places = new HashMap<>();
    private final Map<String, Span> names = new HashMap<>();
    private final List<Finding> findings;
    private JsonNode root = JsonNodeFactory.instance.missingNode();

    private YamlFile(String path, String text, List<Finding> findings) {
        this.path = path;
        this.lines = text.lines().toList();
        this.findings = findings;
    }

    static YamlFile read(String path, String text, List<Finding> findings) {
        YamlFile file = new YamlFile(path, text, findings);
        if (!FileText.plain(path, text, findings)) {
            return file;
        }
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        try {
            if (file.bounded(new Yaml(options).parse(new java.io.StringReader(text)))) {
                Node node = new Yaml(options).compose(new java.io.StringReader(text));
                file.root = node == null ? JsonNodeFactory.instance.nullNode() : file.json(node, "");
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            Span at = mark == null ? file.at("") : file.span(mark, mark);
            findings.add(Finding.of(
                    Code.NOT_YAML,
                    at,
                    null,
                    "This is not YAML: " + problem(e) + ".",
                    hint(String.valueOf(e.getProblem()))));
        } catch (YAMLException e) {
            findings.add(Finding.of(Code.NOT_YAML, file.at(""), null, "This is not YAML: " + e.getMessage(), null));
        }
        return file;
    }

    private static String problem(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        return problem.contains("TAB") ? "a tab cannot stand here" : problem;
    }

    private static @Nullable String hint(String problem) {
        if (problem.startsWith("mapping values")) {
            return "A text with a colon in it stands in quotes.";
        }
        return problem.contains("TAB") ? "Indent with spaces." : null;
    }

    /** Refuses what could grow: aliases, and brackets in brackets. */
    private boolean bounded(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            boolean alias = event instanceof AliasEvent;
            if (alias || depth > DEEPEST) {
                findings.add(Finding.of(
                        Code.NOT_YAML,
                        span(event.getStartMark(), event.getEndMark()),
                        null,
                        alias
                                ? "A reference with * is not allowed."
                                : "Lists and names are nested deeper than " + DEEPEST + ".",
                        alias ? "Write the value out." : null));
                return false;
            }
        }
        return true;
    }

    /** Missing where the file could not be read; null where it is empty. */
    JsonNode root() {
        return root;
    }

    /** Where something stands, by JSON Pointer; the nearest thing around it where it is missing. */
    Span at(String pointer) {
        String nearest = pointer;
        while (!nearest.isEmpty() && !places.containsKey(nearest)) {
            nearest = nearest.substring(0, nearest.lastIndexOf('/'));
        }
        return places.getOrDefault(nearest, new Span(path, 1, 1, 1));
    }

    /** Where the name of a member stands. */
    Span nameAt(String pointer, String name) {
        return names.getOrDefault(member(pointer, name), at(pointer));
    }

    /** Where every member below a place stands, name and value, by JSON Pointer from there. */
    Map<String, Span> below(String pointer, JsonNode node) {
        Map<String, Span> below = new HashMap<>();
        below(pointer, node, pointer.length(), below);
        return Map.copyOf(below);
    }

    private void below(String pointer, JsonNode node, int from, Map<String, Span> below) {
        node.properties().forEach(property -> {
            String path = member(pointer, property.getKey());
            Span name = nameAt(pointer, property.getKey());
            below.put(path.substring(from), name.to(places.getOrDefault(path, name)));
            below(path, property.getValue(), from, below);
        });
    }

    private static String member(String pointer, String name) {
        return pointer + Messages.pointer(name);
    }

    private JsonNode json(Node node, String pointer) {
        places.putIfAbsent(pointer, span(node.getStartMark(), node.getEndMark()));
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                member(object, tuple, pointer);
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(json(element, pointer + "/" + array.size()));
            }
            return array;
        }
        return plain((ScalarNode) node) ? scalar((ScalarNode) node) : JsonNodeFactory.instance.nullNode();
    }

    private void member(ObjectNode object, NodeTuple tuple, String pointer) {
        Span at = span(tuple.getKeyNode().getStartMark(), tuple.getKeyNode().getEndMark());
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
        if (key != null && !plain((ScalarNode) tuple.getKeyNode())) {
            return;
        }
        if (key == null || object.has(key)) {
            findings.add(Finding.of(
                    Code.WRONG_VALUE,
                    at,
                    null,
                    key == null ? "A name is a plain text." : "\"" + key + "\" is there twice.",
                    key == null ? null : "Delete one."));
            return;
        }
        String child = member(pointer, key);
        names.put(child, at);
        JsonNode value = json(tuple.getValueNode(), child);
        if (value.isContainer()) {
            places.put(child, at);
        }
        object.set(key, value);
    }

    /** An escape such as "\\u202E" must not bring in what the text itself may not hold. */
    private boolean plain(ScalarNode scalar) {
        int hidden = scalar.getValue()
                .codePoints()
                .filter(Characters::hidden)
                .findFirst()
                .orElse(-1);
        if (hidden < 0) {
            return true;
        }
        findings.add(Finding.of(
                Code.BAD_CHARACTER,
                span(scalar.getStartMark(), scalar.getEndMark()),
                null,
                "An escape in this text stands for U+%04X, which cannot be seen.".formatted(hidden),
                "Delete it."));
        return false;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (Tag.NULL.equals(tag)) {
            return factory.nullNode();
        }
        if (Tag.BOOL.equals(tag) && (text.equals("true") || text.equals("false"))) {
            return factory.booleanNode(Boolean.parseBoolean(text));
        }
        if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            @Nullable JsonNode number = number(text);
            return number == null ? factory.stringNode(text) : number;
        }
        return factory.stringNode(text);
    }

    private static @Nullable JsonNode number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null; // to read so many digits takes long, and no number here needs them
        }
        try {
            return JsonNodeFactory.instance.numberNode(new java.math.BigDecimal(text));
        } catch (NumberFormatException e) {
            return null; // YAML's 0x1F, 1_000 and .inf are texts here
        }
    }

    private Span span(Mark start, Mark end) {
        int column = start.getColumn() + 1;
        int endColumn = end.getLine() == start.getLine()
                ? Math.max(column, end.getColumn()) + 1
                : Math.max(column, length(start.getLine())) + 1;
        return new Span(path, start.getLine() + 1, column, endColumn);
    }

    /** Of a line, in characters, without what is blank at its end. */
    private int length(int line) {
        return line < lines.size()
                ? (int) lines.get(line).stripTrailing().codePoints().count()
                : 0;
    }
}
