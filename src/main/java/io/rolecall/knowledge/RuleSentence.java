package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.FactType.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a rule says, in a sentence for people who have never seen one: {@code When "How far is the best model?" is answered "In
 * production", it speaks for "Machine learning engineer" with weight 4.}
 */
public final class RuleSentence {

    private final Rulebook rulebook;
    private final Titles titles;

    /** What people read in the place of ids. */
    public record Titles(Map<String, String> leanings, Map<String, String> outcomes) {

        public String leaning(String id) {
            return leanings.getOrDefault(id, id);
        }

        public String outcome(String id) {
            return outcomes.getOrDefault(id, id);
        }
    }

    public RuleSentence(Rulebook rulebook, Titles titles) {
        this.rulebook = rulebook;
        this.titles = titles;
    }

    public String of(Rule rule) {
        List<Wording> wordings = new ArrayList<>();
        List<List<List<Phrase>>> ways = new ArrayList<>();
        for (Rule.Branch branch : rule.branches()) {
            Wording wording = new Wording(titles);
            ways.add(branch.elements().stream()
                    .map(element -> phrases(element, wording))
                    .toList());
            wordings.add(wording);
        }
        String conditions = Phrase.all(factored(ways).stream()
                .flatMap(choice -> choice.size() == 1
                        ? choice.get(0).stream()
                        : Stream.of(
                                Phrase.any(choice.stream().map(Phrase::together).toList())))
                .toList());
        String text =
                (conditions.isEmpty() ? "In every case " : "When " + conditions + ", ") + said(rule, wordings.get(0));
        return text.endsWith(".\"") ? text : text + ".";
    }

    /** Of each condition the ways in which it may hold, where every combination is one of the rule's; else the whole ways. */
    private static List<List<List<Phrase>>> factored(List<List<List<Phrase>>> ways) {
        int length = ways.get(0).size();
        if (ways.stream().allMatch(way -> way.size() == length)) {
            List<List<List<Phrase>>> factored = new ArrayList<>();
            long combinations = 1;
            for (int i = 0; i < length; i++) {
                int place = i;
                List<List<Phrase>> choice =
                        ways.stream().map(way -> way.get(place)).distinct().toList();
                combinations *= choice.size();
                factored.add(choice);
            }
            if (combinations == ways.stream().distinct().count()) {
                return factored;
            }
        }
        return List.of(ways.stream()
                .map(way -> way.stream().flatMap(List::stream).toList())
                .distinct()
                .toList());
    }

    private List<Phrase> phrases(Element element, Wording wording) {
        if (element instanceof Pattern pattern) {
            return pattern(pattern, wording);
        }
        if (element instanceof Element.Accumulation accumulation) {
            return accumulation(accumulation, wording);
        }
        Element.Quantified quantified = (Element.Quantified) element;
        if (quantified.exists()) {
            return patterns(quantified, wording);
        }
        boolean certain = quantified.patterns().stream().allMatch(RuleSentence::alwaysThere);
        if (certain) {
            List<Phrase> opposites = new ArrayList<>();
            for (Pattern pattern : quantified.patterns()) {
                wording.turnTo(pattern);
                conditions(pattern).forEach(condition -> opposites.add(wording.of(condition, true)));
            }
            if (!opposites.isEmpty()) {
                return List.of(Phrase.any(opposites));
            }
        }
        if (quantified.patterns().size() == 1
                && quantified.patterns().get(0).type().origin() == Origin.DERIVED) {
            return List.of(derived(quantified.patterns().get(0), wording, false));
        }
        return List.of(Phrase.whole("it is not so that " + Phrase.all(patterns(quantified, wording))));
    }

    private List<Phrase> patterns(Element.Quantified quantified, Wording wording) {
        return quantified.patterns().stream()
                .flatMap(pattern -> pattern(pattern, wording).stream())
                .toList();
    }

    /** One that is asked for, and a leaning's score; the recommendation as well, as far as a reader is concerned. */
    private static boolean alwaysThere(Pattern pattern) {
        return pattern.type().asked()
                || pattern.type().equals(FactType.RECOMMENDATION)
                || pattern.type().equals(FactType.SCORE) && Situation.leaning(pattern) != null;
    }

    private List<Phrase> pattern(Pattern pattern, Wording wording) {
        if (pattern.type().origin() == Origin.DERIVED) {
            return List.of(derived(pattern, wording, true));
        }
        wording.turnTo(pattern);
        List<Phrase> phrases = conditions(pattern).stream()
                .map(condition -> wording.of(condition, false))
                .toList();
        return phrases.isEmpty() && pattern.type().equals(FactType.RECOMMENDATION)
                ? List.of(Phrase.whole("there is a recommendation"))
                : phrases;
    }

    /** Without the one that only says whose score it is. */
    private static List<Condition> conditions(Pattern pattern) {
        boolean score = pattern.type().equals(FactType.SCORE) && Situation.leaning(pattern) != null;
        return pattern.condition().parts().stream()
                .filter(part -> !score || !Spelling.of(part).text().startsWith("leaning =="))
                .toList();
    }

    private Phrase derived(Pattern pattern, Wording wording, boolean there) {
        wording.turnTo(pattern);
        long rules = rulebook.rules().stream()
                .filter(rule -> rule.says() instanceof Rule.Inserts inserts
                        && inserts.type().equals(pattern.type()))
                .count();
        String which = rules == 1 ? "the rule" : (there ? "one" : "none") + " of the " + rules + " rules";
        List<Phrase> with = pattern.condition().parts().stream()
                .map(part -> wording.of(part, false))
                .toList();
        return Phrase.whole(which + " that derive" + (rules == 1 ? "s" : "") + " \""
                + pattern.type().title() + "\" " + (rules == 1 && !there ? "has not" : "has") + " fired"
                + (with.isEmpty() ? "" : ", so that " + Phrase.all(with)));
    }

    private static List<Phrase> accumulation(Element.Accumulation accumulation, Wording wording) {
        Pattern source = accumulation.source();
        wording.turnTo(source);
        List<Phrase> where = conditions(source).stream()
                .map(condition -> wording.of(condition, false))
                .toList();
        String all = " over every \"" + source.type().title() + "\""
                + (where.isEmpty() ? "" : " where " + Phrase.all(where));
        for (Element.Aggregate aggregate : accumulation.aggregates()) {
            String what = aggregate.argument() == null
                    ? ""
                    : " of " + aggregate.argument().name();
            wording.bind(
                    aggregate.variable(), "the " + aggregate.function().name().toLowerCase(Locale.ROOT) + what + all);
        }
        return accumulation.condition().parts().stream()
                .map(condition -> wording.of(condition, false))
                .toList();
    }

    private String said(Rule rule, Wording wording) {
        Rule.Says says = rule.says();
        if (says instanceof Rule.Raises raises) {
            return "it speaks " + (raises.favours() ? "for" : "against") + " \"" + titles.leaning(raises.leaning())
                    + "\" with weight " + raises.weight();
        }
        if (says instanceof Rule.Recommends recommends) {
            return "it recommends \"" + titles.outcome(recommends.outcome()) + "\" with precedence "
                    + recommends.precedence();
        }
        if (says instanceof Rule.Advises advises) {
            return "the plan has step " + advises.order() + ": \"" + filled(advises.advises(), wording) + "\""
                    + (advises.until() == null ? "" : " Until: \"" + filled(advises.until(), wording) + "\"");
        }
        if (says instanceof Rule.Warns warns) {
            return "it warns: \"" + filled(warns.warns(), wording) + "\"";
        }
        return "it derives \"" + ((Rule.Inserts) says).type().title() + "\""
                + with(rule.branches().get(0).arguments(), ((Rule.Inserts) says).type(), wording)
                + ", on which other rules build";
    }

    private static String with(List<Condition.Operand> arguments, FactType type, Wording wording) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(type.fields().get(i).name() + " " + wording.value(arguments.get(i)));
        }
        return values.isEmpty() ? "" : " with " + Phrase.listed(values, "and");
    }

    /** {@code [the lead of "Data scientist"]} in the place of a bound value. */
    private static String filled(Template template, Wording wording) {
        String text = template.text();
        for (String variable : template.variables()) {
            text = text.replace("{" + variable + "}", "[" + wording.bound(variable) + "]");
        }
        return text;
    }
}
