package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Read;
import io.rolecall.knowledge.Renderer.RenderedRule;
import io.rolecall.vocabulary.Score;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One match of one branch of one rule, as values.
 *
 * @param bound what the rule's texts speak of, by variable name
 * @param inserted null but for a rule that derives a fact
 * @param mentions of what its conditions look for in texts
 */
record Firing(
        RenderedRule rendered,
        Map<String, @Nullable Object> matched,
        Set<String> leanings,
        Map<String, String> bound,
        @Nullable Map<String, Map<String, @Nullable Object>> inserted,
        List<Mention> mentions) {

    /** Drools fires in an order of its own; this one depends on the policy and the facts alone. */
    static final Comparator<Firing> ORDER = (one, other) -> {
        int order = Integer.compare(one.rendered.place(), other.rendered.place());
        order = order != 0
                ? order
                : (one.matched.toString() + one.bound).compareTo(other.matched.toString() + other.bound);
        return order != 0 ? order : one.leanings.toString().compareTo(other.leanings.toString());
    };

    Rule rule() {
        return rendered.rule();
    }

    /** Collects what a match read; facts of one type beyond the first are told apart by a number. */
    static final class Collector {

        private final Map<String, @Nullable Object> matched = new LinkedHashMap<>(8);
        private Set<String> leanings = Set.of();

        void fact(@Nullable Object fact, Element.Pattern pattern) {
            if (fact == null) {
                return;
            }
            if (pattern.type().asked()) {
                for (Read read : pattern.reads()) {
                    matched.put(read.field().path(), read.shown(fact));
                }
                return;
            }
            String prefix = pattern.type().member();
            if (fact instanceof Score score) {
                leanings = leanings.isEmpty() ? new LinkedHashSet<>() : leanings;
                leanings.add(score.getLeaning());
                prefix += "." + score.getLeaning();
            } else if (pattern.type().origin() == FactType.Origin.DERIVED) {
                prefix = free(prefix, pattern.reads());
            }
            for (Read read : pattern.reads()) {
                matched.put(prefix + "." + read.field().name(), read.shown(fact));
            }
        }

        private String free(String prefix, List<Read> reads) {
            String free = prefix;
            for (int n = 2;
                    !reads.isEmpty()
                            && matched.containsKey(
                                    free + "." + reads.get(0).field().name());
                    n++) {
                free = prefix + "#" + n;
            }
            return free;
        }

        void value(String name, @Nullable Object value) {
            matched.put(name, value);
        }

        Map<String, @Nullable Object> matched() {
            return matched;
        }

        Set<String> leanings() {
            return leanings;
        }
    }

    /** As {@code {name: {field: value}}}. */
    static Map<String, Map<String, @Nullable Object>> shown(DerivedFact fact) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        fact.type().fields().forEach(field -> values.put(field.name(), shown(field.type(), fact.get(field))));
        return Map.of(fact.type().member(), values);
    }

    /** As JSON carries it: an enum constant by its name. */
    static @Nullable Object shown(ValueType type, @Nullable Object value) {
        return value != null && type instanceof ValueType.EnumType declared
                ? declared.constants().get((Integer) value)
                : value;
    }
}
