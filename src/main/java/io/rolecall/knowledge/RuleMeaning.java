package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a rule does on the way to an outcome, without its texts, citations and name: two with the same meaning can stand for each other. */
final class RuleMeaning {

    private static final Set<String> TEXTS = Set.of("because", "cites");

    private final Rulebook rulebook;
    private final Map<FactType, String> derived = new HashMap<>();

    RuleMeaning(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    String of(Rule rule) {
        List<String> parts = new ArrayList<>();
        for (RulePart part : RulePart.of(rule)) {
            if (!TEXTS.contains(part.what())) {
                parts.add(part.what() + " " + part.text());
            }
        }
        for (Rule.Branch branch : rule.branches()) {
            for (Element element : branch.elements()) {
                for (FactType type : Strata.types(element)) {
                    if (type.origin() == FactType.Origin.DERIVED) {
                        parts.add(inserted(type));
                    } else if (type.equals(FactType.SCORE)) {
                        // Ranks and leads speak of all of them
                        parts.add(String.join(",", rulebook.terms().leanings()));
                    }
                }
            }
        }
        return String.join("\n", parts);
    }

    private String inserted(FactType type) {
        String known = derived.get(type);
        if (known == null) {
            List<String> rules = new ArrayList<>();
            for (Rule rule : rulebook.rules()) {
                if (rule.says() instanceof Rule.Inserts inserts
                        && inserts.type().equals(type)) {
                    rules.add(of(rule));
                }
            }
            known = rules.stream().sorted().toList().toString();
            derived.put(type, known);
        }
        return known;
    }
}
