package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the things that a rule says, in words: two rules with the same parts, in whatever order, advise the same.
 *
 * @param what {@code condition}, {@code weight} and so on; a rule has several conditions and citations, and one of everything else
 * @param text as its author may have written it
 */
public record RulePart(String what, String text) {

    /** What a condition is called. */
    public static final String CONDITION = "condition";

    /** The head first, then the conditions in their order. */
    public static List<RulePart> of(Rule rule) {
        List<RulePart> parts = new ArrayList<>(head(rule.says()));
        rule.cites().forEach(key -> parts.add(new RulePart("cites", key)));
        int number = 0;
        for (Rule.Branch branch : rule.branches()) {
            // A condition of the second way to hold is another one than the same in the first
            String way = rule.branches().size() == 1 ? "" : "way " + ++number + ": ";
            for (Element element : branch.elements()) {
                texts(element).forEach(text -> parts.add(new RulePart(CONDITION, way + text)));
            }
            if (rule.says() instanceof Rule.Inserts inserts) {
                List<String> values =
                        branch.arguments().stream().map(Spelling::of).toList();
                parts.add(
                        new RulePart("inserts", way + inserts.type().name() + "( " + String.join(", ", values) + " )"));
            }
        }
        return parts;
    }

    private static List<RulePart> head(Rule.Says says) {
        if (says instanceof Rule.Raises raises) {
            return List.of(
                    new RulePart(raises.favours() ? "favours" : "against", raises.leaning()),
                    new RulePart("weight", String.valueOf(raises.weight())),
                    new RulePart("because", raises.because().text()));
        }
        if (says instanceof Rule.Recommends recommends) {
            return List.of(
                    new RulePart("recommends", recommends.outcome()),
                    new RulePart("precedence", String.valueOf(recommends.precedence())),
                    new RulePart("because", recommends.because().text()));
        }
        if (says instanceof Rule.Advises advises) {
            List<RulePart> parts = new ArrayList<>(List.of(
                    new RulePart("order", String.valueOf(advises.order())),
                    new RulePart("advises", advises.advises().text())));
            if (advises.until() != null) {
                parts.add(new RulePart("until", advises.until().text()));
            }
            return parts;
        }
        return says instanceof Rule.Warns warns
                ? List.of(new RulePart("warns", warns.warns().text()))
                : List.of();
    }

    /** A pattern's conditions one by one, so that one of them can change. */
    private static List<String> texts(Element element) {
        if (element instanceof Quantified quantified) {
            return List.of(Spelling.of(quantified));
        }
        if (element instanceof Element.Accumulation accumulation) {
            List<String> texts = new ArrayList<>(List.of(Spelling.of(accumulation)));
            accumulation
                    .condition()
                    .parts()
                    .forEach(
                            part -> texts.add("accumulate( " + Spelling.of(part).text() + " )"));
            return texts;
        }
        Pattern pattern = (Pattern) element;
        List<String> parts = new ArrayList<>();
        pattern.bindings()
                .forEach(binding -> parts.add(
                        binding.variable().name() + " : " + binding.field().name()));
        pattern.condition().parts().forEach(part -> parts.add(Spelling.of(part).text()));
        String name = pattern.type().name();
        return parts.isEmpty()
                ? List.of(name + "()")
                : parts.stream().map(part -> name + "( " + part + " )").toList();
    }
}
