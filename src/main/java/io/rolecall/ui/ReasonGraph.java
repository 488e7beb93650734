package io.rolecall.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What led to what, in columns from the facts to the outcome. The plan and the cautions, which follow from the outcome, are left out:
 * they stand on the page in words.
 */
record ReasonGraph(List<Column> columns, List<Link> links) {

    private static final Set<String> AFTER = Set.of("STEP", "CAUTION");

    /** Columns in their order, with the kinds of node in each. */
    private static final Map<String, Set<String>> KINDS = kinds();

    record Column(String title, List<Box> boxes) {}

    /**
     * @param id for the page
     * @param rule its name, where the box is one; else null
     */
    record Box(
            String id,
            String text,
            @Nullable String note,
            @Nullable String rule) {}

    /** @param weight with its sign; null where the link has none */
    record Link(Box from, Box to, String bearing, @Nullable Integer weight) {

        /** Of a signal for its score. */
        public String words() {
            return switch (bearing) {
                case "OPPOSES" -> "speaks against";
                case "HOLDS_BACK" -> "holds back";
                default -> weight == null ? "leads to" : "speaks for";
            };
        }
    }

    private static Map<String, Set<String>> kinds() {
        Map<String, Set<String>> kinds = new LinkedHashMap<>();
        kinds.put("Facts", Set.of("FACT"));
        kinds.put("Derived", Set.of("DERIVATION", "DERIVED"));
        kinds.put("Signals", Set.of("SIGNAL"));
        kinds.put("Scores", Set.of("SCORE"));
        kinds.put("Conclusions", Set.of("CONCLUSION", "HELD_BACK"));
        kinds.put("Outcome", Set.of("OUTCOME"));
        return kinds;
    }

    /** @param words what a node is called on the page, from its kind and name */
    static ReasonGraph of(Map<String, Object> graph, Function<Map<String, Object>, String> words) {
        Map<String, Box> boxes = new LinkedHashMap<>();
        Map<String, Map<String, Object>> nodes = new LinkedHashMap<>();
        Items.list(graph, "nodes").stream()
                .filter(node -> !AFTER.contains(Items.text(node, "kind")))
                .forEach(node -> nodes.put(Items.text(node, "id"), node));
        List<Map<String, Object>> edges = Items.list(graph, "edges").stream()
                .filter(edge ->
                        nodes.containsKey(Items.text(edge, "from")) && nodes.containsKey(Items.text(edge, "to")))
                .toList();
        Set<String> linked = edges.stream()
                .flatMap(edge -> Stream.of(Items.text(edge, "from"), Items.text(edge, "to")))
                .collect(Collectors.toSet());
        List<Column> columns = new ArrayList<>();
        KINDS.forEach((title, kinds) -> {
            List<Box> column = new ArrayList<>();
            nodes.forEach((id, node) -> {
                if (kinds.contains(Items.text(node, "kind")) && linked.contains(id)) {
                    Box box = new Box("node-" + boxes.size(), words.apply(node), note(node), rule(node));
                    boxes.put(id, box);
                    column.add(box);
                }
            });
            if (!column.isEmpty()) {
                columns.add(new Column(title, column));
            }
        });
        List<Link> links = edges.stream()
                .map(edge -> new Link(
                        box(boxes, edge, "from"), box(boxes, edge, "to"), Items.text(edge, "bearing"), (Integer)
                                edge.get("weight")))
                .toList();
        return new ReasonGraph(columns, links);
    }

    private static Box box(Map<String, Box> boxes, Map<String, Object> edge, String end) {
        return Objects.requireNonNull(boxes.get(Items.text(edge, end)));
    }

    private static @Nullable String note(Map<String, Object> node) {
        return node.get("value") instanceof Number total
                        && Items.text(node, "kind").equals("SCORE")
                ? Words.number(total)
                : Items.text(node, "kind").equals("HELD_BACK") ? "held back" : null;
    }

    private static @Nullable String rule(Map<String, Object> node) {
        return Items.text(node, "id").startsWith("rule:") ? Items.text(node, "name") : null;
    }
}
