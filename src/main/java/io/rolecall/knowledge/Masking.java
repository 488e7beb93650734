package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Read;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps some asked values out of what an evaluation shows, and all that was made from them. Which rules fired, and how often,
 * it does not hide.
 */
final class Masking {

    private final Set<String> paths;
    private final Set<FactType> derived;
    private final Map<Rule.Branch, Shown> shown = new IdentityHashMap<>();

    /**
     * What is masked of a branch.
     *
     * @param members of derived facts and scores
     * @param names what stands for all that was read of them, however many they were
     * @param scores whether it tells which scores were chosen
     */
    private record Shown(Set<String> variables, Set<String> members, Set<String> names, boolean scores) {}

    /** @param paths such as {@code team.size} */
    Masking(Rulebook rulebook, Set<String> paths) {
        this.paths = paths;
        Set<FactType> types = new HashSet<>();
        int before;
        do {
            before = types.size();
            for (Rule rule : rulebook.rules()) {
                for (Rule.Branch branch : rule.branches()) {
                    MaskedBranch masked = new MaskedBranch(branch, paths, types);
                    shown.put(branch, shown(masked));
                    if (rule.says() instanceof Rule.Inserts inserts
                            && branch.arguments().stream().anyMatch(masked::tells)) {
                        types.add(inserts.type());
                    }
                }
            }
        } while (types.size() > before);
        this.derived = types;
    }

    Set<String> paths() {
        return paths;
    }

    private static Shown shown(MaskedBranch masked) {
        Set<String> members = new HashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (Pattern pattern : masked.patterns()) {
            if (!pattern.type().asked()) {
                members.add(pattern.type().member());
            }
            for (Read read : pattern.reads()) {
                names.add(pattern.type().member() + "." + read.field().name());
            }
        }
        boolean scores = members.contains(FactType.SCORE.member());
        return new Shown(Set.copyOf(masked.variables()), members, names, scores);
    }

    /** What may be shown of a firing. */
    Firing masked(Firing firing) {
        Shown of = Objects.requireNonNull(shown.get(firing.rendered().branch()));
        Map<String, @Nullable Object> matched = new LinkedHashMap<>();
        firing.matched().forEach((name, value) -> {
            if (of.names.contains(name)) {
                return; // whether it was read may tell something, so it stands at the end in any case
            }
            if (paths.contains(name)) {
                matched.put(name, value == null ? null : Facts.MASKED);
            } else if (!of.members.contains(member(name))) {
                matched.put(name, of.variables.contains(name) ? Facts.MASKED : value);
            }
        });
        of.names.forEach(name -> matched.put(name, Facts.MASKED));
        Map<String, String> bound = new LinkedHashMap<>(firing.bound());
        bound.replaceAll((name, text) -> of.variables.contains(name) ? Facts.MASKED : text);
        return new Firing(
                firing.rendered(),
                matched,
                of.scores ? Set.of() : firing.leanings(),
                bound,
                firing.inserted() == null ? null : inserted(firing.rule(), firing.inserted()),
                // Where words stand, and that some do, tells the text.
                firing.mentions().stream()
                        .filter(mention -> !paths.contains(mention.fact()))
                        .toList());
    }

    private Map<String, Map<String, @Nullable Object>> inserted(
            Rule rule, Map<String, Map<String, @Nullable Object>> inserted) {
        if (!(rule.says() instanceof Rule.Inserts inserts) || !derived.contains(inserts.type())) {
            return inserted;
        }
        Map<String, Map<String, @Nullable Object>> masked = new LinkedHashMap<>();
        inserted.forEach((name, values) -> {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
            all.replaceAll((field, value) -> Facts.MASKED);
            masked.put(name, all);
        });
        return masked;
    }

    /** Whose field it is: {@code score.ML_ENGINEER.total} and {@code score#2.total} are both a score's. */
    private static String member(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '#') {
            end++;
        }
        return name.substring(0, end);
    }
}
