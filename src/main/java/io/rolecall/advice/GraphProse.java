package io.rolecall.advice;

import io.rolecall.knowledge.Justification.Edge;
import io.rolecall.knowledge.Justification.Graph;
import io.rolecall.knowledge.Justification.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts into lines what led to what. */
final class GraphProse {

    private GraphProse() {}

    static List<Block> of(Graph graph) {
        Map<String, Node> nodes = graph.nodes().stream().collect(Collectors.toMap(Node::id, Function.identity()));
        List<Block.Item> items = graph.edges().stream()
                .map(edge -> Block.Item.of(shown(node(nodes, edge.from())) + " "
                        + bearing(edge) + " "
                        + shown(node(nodes, edge.to()))
                        + (edge.weight() == null ? "" : ", weight " + edge.weight())))
                .toList();
        return List.of(new Block.Heading("What led to what"), new Block.Items(false, items));
    }

    private static Node node(Map<String, Node> nodes, String id) {
        return Objects.requireNonNull(nodes.get(id));
    }

    private static String bearing(Edge edge) {
        return switch (edge.bearing()) {
            case SUPPORTS -> "supports";
            case OPPOSES -> "opposes";
            case HOLDS_BACK -> "holds back";
        };
    }

    private static String shown(Node node) {
        return switch (node.kind()) {
            case FACT -> node.name() + " = " + node.value();
            case DERIVED -> node.name();
            case SCORE -> "score of " + node.name() + " (" + node.value() + ")";
            case OUTCOME -> "outcome " + node.name();
            case SIGNAL, CONCLUSION, STEP, CAUTION, DERIVATION, HELD_BACK -> "\"" + node.name() + "\"";
        };
    }
}
