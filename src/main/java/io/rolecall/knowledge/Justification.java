package io.rolecall.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What led to an outcome, as a graph: facts, the rules that fired on them, scores, the outcome and the plan. A stated fact without a
 * way to the outcome can be taken away, alone or with others like it, and the outcome stays the same.
 */
public final class Justification {

    private static final long EFFORT = 2_000;
    private static final String FACT = "fact:";
    private static final String RULE = "rule:";
    private static final String SCORE = "score:";
    private static final String DERIVED = "derived:";
    private static final String OUTCOME = "outcome";

    private final KnowledgeBase base;
    private final Facts facts;
    private final Evaluation evaluation;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    /** What a node stands for. */
    public enum Kind {
        FACT,
        DERIVED,
        SIGNAL,
        SCORE,
        CONCLUSION,
        OUTCOME,
        STEP,
        CAUTION,
        /** A rule that derives a fact. */
        DERIVATION,
        /** A rule that would fire if facts that hold it back were not stated, and would change the outcome. */
        HELD_BACK
    }

    /** What an edge says of its end. */
    public enum Bearing {
        SUPPORTS,
        OPPOSES,
        HOLDS_BACK
    }

    /**
     * @param name of the fact, rule, leaning or outcome
     * @param value of a fact, the total of a score; else null
     */
    @JsonInclude(Include.NON_NULL)
    public record Node(
            String id, Kind kind, String name, @Nullable Object value) {}

    /** @param weight of a signal for its score; else null */
    @JsonInclude(Include.NON_NULL)
    public record Edge(
            String from,
            String to,
            Bearing bearing,
            @Nullable Integer weight) {}

    /** @param nodes facts first, then the rules in the order in which they fired */
    public record Graph(List<Node> nodes, List<Edge> edges) {}

    private Justification(KnowledgeBase base, Facts facts) {
        this.base = base;
        this.facts = facts;
        this.evaluation = base.evaluate(facts);
    }

    public static Graph of(KnowledgeBase base, Facts facts) {
        return new Justification(base, facts).graph();
    }

    private Graph graph() {
        for (Map.Entry<String, Object> stated : stated().entrySet()) {
            add(FACT + stated.getKey(), Kind.FACT, stated.getKey(), stated.getValue());
        }
        evaluation
                .scores()
                .forEach(score -> add(SCORE + score.getLeaning(), Kind.SCORE, score.getLeaning(), score.getTotal()));
        add(OUTCOME, Kind.OUTCOME, evaluation.outcome() == null ? "undecided" : evaluation.outcome(), null);
        evaluation.trace().forEach(this::fired);
        heldBack();
        return new Graph(List.copyOf(nodes.values()), List.copyOf(edges));
    }

    private Map<String, Object> stated() {
        Map<String, Object> stated = new LinkedHashMap<>();
        for (FactType type : base.rulebook().asked()) {
            for (Field field : type.fields()) {
                Object value = facts.get(type.number(), field.number());
                if (value != null) {
                    stated.put(field.path(), Firing.shown(field.type(), value));
                }
            }
        }
        return stated;
    }

    private void fired(Evaluation.Fired fired) {
        Rule rule = rule(fired.rule());
        String id = RULE + rule.name();
        add(id, kind(rule.says()), rule.name(), null);
        fired.matched().keySet().stream()
                .filter(path -> nodes.containsKey(FACT + path))
                .forEach(path -> edge(FACT + path, id, Bearing.SUPPORTS, null));
        for (FactType read : read(rule)) {
            if (read.origin() == FactType.Origin.DERIVED && nodes.containsKey(DERIVED + read.name())) {
                edge(DERIVED + read.name(), id, Bearing.SUPPORTS, null);
            } else if (read.equals(FactType.SCORE)) {
                // A rank or a lead says something of all leanings
                evaluation.scores().forEach(score -> edge(SCORE + score.getLeaning(), id, Bearing.SUPPORTS, null));
            } else if (read.equals(FactType.RECOMMENDATION)) {
                edge(OUTCOME, id, Bearing.SUPPORTS, null);
            }
        }
        if (rule.says() instanceof Rule.Raises raises) {
            Bearing bearing = raises.favours() ? Bearing.SUPPORTS : Bearing.OPPOSES;
            edge(id, SCORE + raises.leaning(), bearing, raises.weight());
        } else if (rule.says() instanceof Rule.Inserts inserts) {
            String derived = DERIVED + inserts.type().name();
            add(derived, Kind.DERIVED, inserts.type().name(), null);
            edge(id, derived, Bearing.SUPPORTS, null);
        } else if (rule.says() instanceof Rule.Recommends && decisive(rule)) {
            edge(id, OUTCOME, Bearing.SUPPORTS, null);
        }
    }

    private boolean decisive(Rule rule) {
        return evaluation.conclusions().stream()
                .anyMatch(one -> one.decisive() && one.rule().equals(rule.name()));
    }

    private Rule rule(String name) {
        return base.rulebook().rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<FactType> read(Rule rule) {
        Set<FactType> types = new LinkedHashSet<>();
        for (Rule.Branch branch : rule.branches()) {
            for (Element element : branch.elements()) {
                types.addAll(Strata.types(element));
            }
        }
        return types;
    }

    private static Kind kind(Rule.Says says) {
        if (says instanceof Rule.Raises) {
            return Kind.SIGNAL;
        }
        if (says instanceof Rule.Recommends) {
            return Kind.CONCLUSION;
        }
        if (says instanceof Rule.Advises) {
            return Kind.STEP;
        }
        return says instanceof Rule.Warns ? Kind.CAUTION : Kind.DERIVATION;
    }

    private void add(String id, Kind kind, String name, @Nullable Object value) {
        nodes.putIfAbsent(id, new Node(id, kind, name, value));
    }

    private void edge(String from, String to, Bearing bearing, @Nullable Integer weight) {
        edges.add(new Edge(from, to, bearing, weight));
    }

    /** Facts matter, too, by what they keep from happening: these are found by supposing them away. */
    private void heldBack() {
        Space space = base.space(facts);
        int[] at = space.at(facts);
        Set<Integer> loose = new LinkedHashSet<>();
        Set<String> connected = connected();
        for (Axis axis : space.axes()) {
            if (at[axis.number()] != 0
                    && !connected.contains(FACT + axis.field().path())) {
                loose.add(axis.number());
            }
        }
        if (!space.whole()) {
            loose.forEach(cell -> edge(fact(space, cell), OUTCOME, Bearing.HOLDS_BACK, null));
            return;
        }
        Loose search = new Loose(space, at);
        for (Set<Integer> removed = search.turning(loose, EFFORT);
                !removed.isEmpty();
                removed = search.turning(loose, EFFORT)) {
            List<Rule> firing = search.firing(removed);
            for (int cell : removed) {
                loose.remove(cell);
                heldBack(space, cell, firing);
            }
        }
    }

    private void heldBack(Space space, int cell, List<Rule> firing) {
        boolean direct = true;
        for (Rule rule : firing) {
            if (space.reads(rule).get(cell)) {
                direct = false;
                add(RULE + rule.name(), Kind.HELD_BACK, rule.name(), null);
                edge(fact(space, cell), RULE + rule.name(), Bearing.HOLDS_BACK, null);
                edge(RULE + rule.name(), OUTCOME, Bearing.HOLDS_BACK, null);
            }
        }
        if (direct) {
            edge(fact(space, cell), OUTCOME, Bearing.HOLDS_BACK, null);
        }
    }

    private static String fact(Space space, int cell) {
        return FACT + space.axes().get(cell).field().path();
    }

    /** Every node with a way to the outcome. */
    private Set<String> connected() {
        Set<String> connected = new LinkedHashSet<>(Set.of(OUTCOME));
        boolean more = true;
        while (more) {
            more = false;
            for (Edge edge : edges) {
                more |= connected.contains(edge.to()) && connected.add(edge.from());
            }
        }
        return connected;
    }
}
