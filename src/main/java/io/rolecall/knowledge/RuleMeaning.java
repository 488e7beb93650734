package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a rule does on the way to an outcome, without its texts, citations and name: two with the same meaning can stand for each other. */
final class RuleMeaning {

    private final Rulebook rulebook;

    // Of derived facts: what all rules that insert one mean together, so that it need not be written out wherever it is
    // read.
    private final Map<String, Integer> numbers;
    private final Map<FactType, Integer> derived = new HashMap<>();

    /** @param numbers shared by policies that are compared */
    RuleMeaning(Rulebook rulebook, Map<String, Integer> numbers) {
        this.rulebook = rulebook;
        this.numbers = numbers;
    }

    String of(Rule rule) {
        List<String> parts = new ArrayList<>(List.of(head(rule.says())));
        for (Rule.Branch branch : rule.branches()) {
            parts.add("or");
            for (Element element : branch.elements()) {
                parts.add(text(element));
                for (FactType type : Strata.types(element)) {
                    if (type.origin() == FactType.Origin.DERIVED) {
                        parts.add("#" + inserted(type));
                    } else if (type.equals(FactType.SCORE)) {
                        // Ranks and leads speak of all of them
                        parts.add(String.join(",", rulebook.terms().leanings()));
                    }
                }
            }
            branch.arguments().forEach(argument -> parts.add(Spelling.of(argument)));
        }
        return String.join("\n", parts);
    }

    private static String head(Rule.Says says) {
        if (says instanceof Rule.Raises raises) {
            return (raises.favours() ? "favours " : "opposes ") + raises.leaning() + " " + raises.weight();
        }
        return says instanceof Rule.Recommends recommends
                ? "recommends " + recommends.outcome() + " " + recommends.precedence()
                : "";
    }

    private static String text(Element element) {
        if (element instanceof Element.Pattern pattern) {
            return Spelling.of(pattern) + bindings(pattern);
        }
        if (element instanceof Element.Quantified quantified) {
            StringBuilder text = new StringBuilder(Spelling.of(quantified));
            quantified.patterns().forEach(pattern -> text.append(bindings(pattern)));
            return text.toString();
        }
        return Spelling.of((Element.Accumulation) element);
    }

    private static String bindings(Element.Pattern pattern) {
        StringBuilder bindings = new StringBuilder();
        pattern.bindings()
                .forEach(binding -> bindings.append('\n')
                        .append(binding.variable().name())
                        .append(" : ")
                        .append(binding.field().name()));
        return bindings.toString();
    }

    private int inserted(FactType type) {
        Integer known = derived.get(type);
        if (known == null) {
            List<String> rules = new ArrayList<>();
            for (Rule rule : rulebook.rules()) {
                if (rule.says() instanceof Rule.Inserts inserts
                        && inserts.type().equals(type)) {
                    rules.add(of(rule));
                }
            }
            List<String> fields = type.fields().stream()
                    .map(field -> field.name() + " : " + field.type().title())
                    .toList();
            String meaning = fields + "\n" + rules.stream().sorted().toList();
            known = numbers.computeIfAbsent(meaning, one -> numbers.size());
            derived.put(type, known);
        }
        return known;
    }
}
