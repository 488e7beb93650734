package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.Mentioning;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.vocabulary.Sought;
import io.rolecall.vocabulary.Sought.Place;
import io.rolecall.vocabulary.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of one branch look for in texts that are asked for, so that a match can say where it stands. In a text of
 * a derived fact there is nothing to mark.
 */
final class MentionSites {

    /** Of one phrase in one text: enough to show what was seen. */
    private static final int MOST = 10;

    /** A text that a request states. */
    private record Asked(FactType type, Field field) {}

    private record Site(Asked asked, Sought sought, Phrasebook book) {}

    private final List<Site> sites;

    private MentionSites(List<Site> sites) {
        this.sites = sites;
    }

    static MentionSites of(Rule.Branch branch) {
        Map<Variable, Asked> bound = new HashMap<>();
        Set<Site> sites = new LinkedHashSet<>();
        for (Element element : branch.elements()) {
            if (element instanceof Accumulation) {
                continue;
            }
            for (Pattern pattern : element.patterns()) {
                for (Binding binding : pattern.type().asked() ? pattern.bindings() : List.<Binding>of()) {
                    bound.put(binding.variable(), new Asked(pattern.type(), binding.field()));
                }
                collect(pattern.condition(), pattern, bound, sites);
            }
        }
        return new MentionSites(List.copyOf(sites));
    }

    private static void collect(Condition condition, Pattern pattern, Map<Variable, Asked> bound, Set<Site> sites) {
        condition.parts().forEach(part -> collect(part, pattern, bound, sites));
        if (condition instanceof Mentioning mentioning) {
            Asked asked = asked(mentioning.left(), pattern, bound);
            if (asked != null) {
                mentioning.sought().forEach(sought -> sites.add(new Site(asked, sought, mentioning.book())));
            }
        }
    }

    private static @Nullable Asked asked(Operand operand, Pattern pattern, Map<Variable, Asked> bound) {
        if (operand instanceof FieldOf of) {
            return pattern.type().asked() ? new Asked(pattern.type(), of.field()) : null;
        }
        return operand instanceof Variable variable ? bound.get(variable) : null;
    }

    /** As the engine found them, for all rules in one pass. */
    List<Mention> in(Facts facts) {
        return sites.isEmpty()
                ? List.of()
                : mentions(
                        asked -> (String) facts.get(asked.type.number(), asked.field.number()),
                        (site, text) -> site.book.places(text, site.sought));
    }

    /** Each looked for on its own. */
    List<Mention> in(WorkingMemory memory) {
        return mentions(
                asked -> (String) memory.of(asked.type).get(0).get(asked.field),
                (site, text) -> site.sought.in(site.book.words(text)));
    }

    private interface Finder {
        List<Place> find(Site site, String text);
    }

    private List<Mention> mentions(Function<Asked, @Nullable String> texts, Finder finder) {
        List<Mention> mentions = new ArrayList<>();
        for (Site site : sites) {
            String text = texts.apply(site.asked);
            if (text != null) {
                List<Place> places = finder.find(site, text);
                Words words = site.book.words(text);
                for (Place place : places.subList(0, Math.min(MOST, places.size()))) {
                    mentions.add(new Mention(
                            site.asked.field.path(),
                            site.sought.text(),
                            words.from(place.start()),
                            words.to(place.end() - 1)));
                }
            }
        }
        return Mention.ordered(mentions);
    }
}
