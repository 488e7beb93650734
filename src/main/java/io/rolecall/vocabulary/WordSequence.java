package io.rolecall.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A phrase: words that follow each other, with nothing but a gap between them.
 *
 * @param words as they stand in it, folded: what makes two phrases the same
 * @param forms of each word those that count
 */
public record WordSequence(List<String> words, List<Set<String>> forms) {

    /** Reads a phrase as its author wrote it; one without a letter or digit has no words and stands nowhere. */
    public static WordSequence of(String phrase) {
        Words read = Words.of(phrase);
        List<String> words =
                IntStream.range(0, read.size()).mapToObj(read::word).toList();
        return new WordSequence(words, words.stream().map(Inflections::of).toList());
    }

    /** In how many words it is. */
    public int size() {
        return words.size();
    }

    /** The numbers of the words at which it begins, in their order. Tries every place. */
    int[] starts(Words text) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + size() <= text.size() && size() > 0; start++) {
            if (standsAt(start, text)) {
                starts.add(start);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean standsAt(int start, Words text) {
        for (int i = 0; i < size(); i++) {
            if (!forms.get(i).contains(text.word(start + i))) {
                return false;
            }
        }
        return true;
    }
}
