package io.rolecall.knowledge;

import com.google.re2j.Pattern;
import io.rolecall.vocabulary.Sought;
import io.rolecall.vocabulary.WordSequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By what a text that nobody spells out can be told from others: what conditions other than comparisons ask of it. */
sealed interface TextMark {

    boolean on(String text);

    /** Short texts that have it, as far as one knows how to make them. */
    Set<String> samples();

    /** Of a condition that is true where the text has its mark; null where it is none. */
    static @Nullable TextMark of(Condition condition) {
        if (condition instanceof Condition.Matching matching) {
            return new Like(matching.pattern().pattern());
        }
        return condition instanceof Condition.Mentioning mentioning ? new Mentions(mentioning.sought()) : null;
    }

    /** The whole of it matches a pattern. */
    record Like(String pattern) implements TextMark {

        @Override
        public boolean on(String text) {
            return Pattern.matches(pattern, text);
        }

        @Override
        public Set<String> samples() {
            return TextSamples.like(pattern);
        }
    }

    /** It mentions one of these. */
    record Mentions(List<Sought> sought) implements TextMark {

        @Override
        public boolean on(String text) {
            return io.rolecall.vocabulary.Mentions.mentions(text, sought.toArray());
        }

        /** Each ends with a point, so that others can follow. */
        @Override
        public Set<String> samples() {
            Set<String> samples = new LinkedHashSet<>();
            for (Sought one : sought) {
                WordSequence second = one.second();
                samples.add(words(one.first()) + (second == null ? "" : " " + words(second)) + ". ");
            }
            return samples;
        }

        private static String words(WordSequence phrase) {
            return String.join(" ", phrase.words());
        }
    }
}
