package io.rolecall.knowledge;

import java.util.Comparator;
import java.util.List;

/**
 * A place in a text where it mentions what a rule looks for.
 *
 * @param fact the text's path: {@code advert.text}
 * @param phrase what is looked for, in quotes; of two near each other both
 * @param from where it begins, in characters (code points), from 0
 * @param to where the text goes on behind it
 */
public record Mention(String fact, String phrase, int from, int to) {

    private static final Comparator<Mention> ORDER = Comparator.comparing(Mention::fact)
            .thenComparing(Mention::from)
            .thenComparing(Mention::to)
            .thenComparing(Mention::phrase);

    /** Each once, in the order of the texts. */
    static List<Mention> ordered(List<Mention> mentions) {
        return mentions.size() < 2
                ? List.copyOf(mentions)
                : mentions.stream().distinct().sorted(ORDER).toList();
    }
}
