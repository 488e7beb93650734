package io.rolecall.knowledge;

import io.rolecall.vocabulary.Sought;
import io.rolecall.vocabulary.Sought.Place;
import io.rolecall.vocabulary.WordSequence;
import io.rolecall.vocabulary.Words;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All phrases that the rules of a policy look for, found in one pass over a text. A trie of whole words, and no automaton over
 * characters: a word counts in several forms and letters are folded, so that words are what is compared. From each word of the text
 * it follows the phrases that begin there, which have at most {@link Limits#WORDS_OF_A_PHRASE} words, and never goes back further.
 */
final class Phrasebook {

    /** A place in the trie. */
    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>(2);
        private int phrase = -1;
    }

    /** Every phrase's beginnings, and where the words stand; nothing of the text's words themselves. */
    private static final class Found {
        private final Words words;
        private final int[][] starts;
        private final int[] many;

        Found(Words words, int phrases) {
            this.words = words;
            this.starts = new int[phrases][];
            this.many = new int[phrases];
        }

        void add(int phrase, int start) {
            int[] known = starts[phrase];
            if (known == null) {
                known = new int[2];
            } else if (many[phrase] == known.length) {
                known = Arrays.copyOf(known, known.length * 2);
            }
            known[many[phrase]++] = start;
            starts[phrase] = known;
        }

        int[] of(int phrase) {
            return many[phrase] == 0 ? NOWHERE : Arrays.copyOf(starts[phrase], many[phrase]);
        }
    }

    private static final int[] NOWHERE = {};

    private final Map<List<String>, Integer> phrases = new HashMap<>();
    private final Map<String, int[]> wordsByForm = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();
    private final Node root = new Node();

    // Several rules ask of one text, one after the other; a text that nobody holds any more is forgotten.
    private final Map<String, Found> recent = Collections.synchronizedMap(new WeakHashMap<>());

    /** Takes a phrase in, before anything is looked for. */
    void add(Sought sought) {
        add(sought.first());
        if (sought.second() != null) {
            add(sought.second());
        }
    }

    private void add(WordSequence phrase) {
        if (phrases.containsKey(phrase.words())) {
            return;
        }
        Node node = root;
        for (int i = 0; i < phrase.size(); i++) {
            String word = phrase.words().get(i);
            Integer number = words.get(word);
            if (number == null) {
                number = words.size();
                words.put(word, number);
                for (String form : phrase.forms().get(i)) {
                    wordsByForm.merge(form, new int[] {number}, Phrasebook::both);
                }
            }
            node = node.next.computeIfAbsent(number, one -> new Node());
        }
        node.phrase = phrases.size();
        phrases.put(phrase.words(), node.phrase);
    }

    private static int[] both(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** How many phrases there are. */
    int size() {
        return phrases.size();
    }

    boolean mentions(String text, List<Sought> sought) {
        Found found = found(text);
        for (Sought one : sought) {
            if (found.many[number(one.first())] > 0
                    && (one.second() == null || !places(one, found).isEmpty())) {
                return true;
            }
        }
        return false;
    }

    /** Where a text mentions something: from which word on, and up to which. */
    List<Place> places(String text, Sought sought) {
        return places(sought, found(text));
    }

    /** The words of a text; kept as long as somebody holds the text. */
    Words words(String text) {
        return found(text).words;
    }

    private List<Place> places(Sought sought, Found found) {
        WordSequence second = sought.second();
        return sought.places(found.of(number(sought.first())), second == null ? NOWHERE : found.of(number(second)));
    }

    private int number(WordSequence phrase) {
        Integer number = phrases.get(phrase.words());
        if (number == null) {
            throw new IllegalStateException("A phrase that was never added: " + phrase.words());
        }
        return number;
    }

    private Found found(String text) {
        Found known = recent.get(text);
        if (known == null) {
            known = search(text);
            recent.put(text, known);
        }
        return known;
    }

    private Found search(String text) {
        Words read = Words.of(text);
        Found found = new Found(read, phrases.size());
        int[] @Nullable [] numbers = new int[read.size()][];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = wordsByForm.get(read.word(i));
        }
        for (int i = 0; i < numbers.length; i++) {
            follow(root, i, i, numbers, found);
        }
        return found;
    }

    private static void follow(Node node, int start, int at, int[] @Nullable [] numbers, Found found) {
        if (node.phrase >= 0) {
            found.add(node.phrase, start);
        }
        int[] here = at < numbers.length ? numbers[at] : null;
        if (here != null && !node.next.isEmpty()) {
            for (int number : here) {
                Node next = node.next.get(number);
                if (next != null) {
                    follow(next, start, at + 1, numbers, found);
                }
            }
        }
    }
}
