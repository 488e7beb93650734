package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Operand;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked rule.
 *
 * @param phase when it may fire
 * @param stratum within its phase; a rule fires after every rule whose facts it reads
 * @param number its place in the policy, from 0: by file, then by line
 */
public record Rule(
        String name,
        Says says,
        List<String> cites,
        List<Branch> branches,
        Phase phase,
        int stratum,
        int number,
        Span span) {

    /** The order of an evaluation. */
    public enum Phase {
        SIGNALS("signals"),
        CONCLUSIONS("conclusions"),
        PLAN("plan");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** As a trace has it. */
        public String word() {
            return word;
        }
    }

    public String file() {
        return span.file();
    }

    public int line() {
        return span.line();
    }

    /**
     * What its conditions read, in the order of the text: {@code models.status}, {@code score.lead}; of a derived fact whose fields
     * they do not read the name alone.
     */
    public List<String> reads() {
        return branches.stream()
                .flatMap(branch -> branch.elements().stream())
                .flatMap(element -> element.patterns().stream())
                .flatMap(pattern -> pattern.reads().isEmpty()
                        ? Stream.of(pattern.type().member())
                        : pattern.reads().stream()
                                .map(read -> pattern.type().member() + "."
                                        + read.field().name()))
                .distinct()
                .toList();
    }

    Rule placed(Phase newPhase, int newStratum, int newNumber) {
        return new Rule(name, says, cites, branches, newPhase, newStratum, newNumber, span);
    }

    /**
     * One way for the rule to hold; a rule without {@code or} has one.
     *
     * @param variables what texts and insertions may speak of
     * @param arguments of the fact to insert; empty for a verb
     */
    record Branch(List<Element> elements, Map<String, Condition.Variable> variables, List<Operand> arguments) {}

    /** What a rule says when it fires: its verb and head. */
    public sealed interface Says {

        /** Its sentences. */
        default List<Template> templates() {
            return List.of();
        }
    }

    public record Raises(String leaning, boolean favours, int weight, Template because) implements Says {

        @Override
        public List<Template> templates() {
            return List.of(because);
        }
    }

    public record Recommends(String outcome, int precedence, Template because) implements Says {

        @Override
        public List<Template> templates() {
            return List.of(because);
        }
    }

    public record Advises(
            int order, Template advises, @Nullable Template until) implements Says {

        @Override
        public List<Template> templates() {
            return until == null ? List.of(advises) : List.of(advises, until);
        }
    }

    public record Warns(Template warns) implements Says {

        @Override
        public List<Template> templates() {
            return List.of(warns);
        }
    }

    public record Inserts(FactType type) implements Says {}
}
