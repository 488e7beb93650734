package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.Element.Read;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a match of one branch shows, where all of it stands in the situation: then the paths are known beforehand, and
 * nothing needs to be asked of the match. Nearly all rules are so.
 */
final class Reading {

    private final String[] paths;
    private final FieldReader[] readers;
    private final ValueType[] types;
    private final Set<String> leanings;
    private final Map<String, Bound> bound;

    /** A variable that the texts may speak of. */
    private record Bound(ValueType type, FieldReader reader) {}

    private Reading(
            Map<String, FieldReader> readers, List<ValueType> types, Set<String> leanings, Map<String, Bound> bound) {
        this.bound = bound;
        this.paths = readers.keySet().toArray(String[]::new);
        this.readers = readers.values().toArray(FieldReader[]::new);
        this.types = types.toArray(ValueType[]::new);
        this.leanings = leanings;
    }

    /** @return null where the branch speaks of something that may be there several times, or not at all */
    static @Nullable Reading of(Rule.Branch branch) {
        Map<String, FieldReader> readers = new LinkedHashMap<>();
        List<ValueType> types = new ArrayList<>();
        Set<String> leanings = new LinkedHashSet<>();
        Map<String, Bound> bound = new LinkedHashMap<>();
        for (Element element : branch.elements()) {
            List<Pattern> patterns = element instanceof Pattern pattern
                    ? List.of(pattern)
                    : element instanceof Quantified quantified ? quantified.patterns() : List.of();
            if (patterns.isEmpty() || !patterns.stream().allMatch(Situation::holds)) {
                return null;
            }
            for (Pattern pattern : patterns) {
                String leaning = Situation.leaning(pattern);
                if (pattern.type().equals(FactType.RECOMMENDATION) && !(element instanceof Pattern)) {
                    return null; // `not` holds where there is none, and then it has nothing to show
                }
                if (pattern.type().equals(FactType.SCORE)) {
                    leanings.add(Objects.requireNonNull(leaning));
                }
                for (Binding binding : element instanceof Pattern ? pattern.bindings() : List.<Binding>of()) {
                    bound.put(
                            binding.variable().name(),
                            new Bound(binding.variable().type(), FieldReader.of(pattern, binding.field())));
                }
                for (Read read : pattern.reads()) {
                    String path = pattern.type().asked()
                            ? read.field().path()
                            : pattern.type().member()
                                    + (leaning == null ? "" : "." + leaning)
                                    + "."
                                    + read.field().name();
                    FieldReader reader = FieldReader.of(pattern, read.field());
                    if (readers.put(path, read.searched() ? fact -> read.shownOf(reader.read(fact)) : reader) == null) {
                        types.add(read.field().type());
                    }
                }
            }
        }
        return new Reading(readers, types, leanings, bound);
    }

    Map<String, @Nullable Object> matched(Situation situation) {
        @Nullable Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Firing.shown(types[i], readers[i].read(situation));
        }
        return new Values(paths, values);
    }

    /** As they read in a sentence. */
    Map<String, String> texts(Situation situation) {
        Map<String, String> texts = new LinkedHashMap<>();
        bound.forEach((name, variable) -> texts.put(
                name, Texts.of(Firing.shown(variable.type(), variable.reader().read(situation)))));
        return texts;
    }

    Set<String> leanings() {
        return leanings;
    }
}
