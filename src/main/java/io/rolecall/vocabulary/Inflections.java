package io.rolecall.vocabulary;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The forms in which a word of a phrase counts: as it stands, and with the regular English endings -s, -ed and -ing. Few and
 * sure: no irregular form, and none is made shorter, so a phrase is best written in its base form. A word with anything but the
 * letters a to z in it, or with fewer than three of them, counts as it stands alone.
 */
final class Inflections {

    private Inflections() {}

    /** @param word folded */
    static Set<String> of(String word) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(word);
        if (word.length() < 3 || !word.chars().allMatch(letter -> letter >= 'a' && letter <= 'z')) {
            return forms;
        }
        char last = word.charAt(word.length() - 1);
        char before = word.charAt(word.length() - 2);
        String stem = word.substring(0, word.length() - 1);
        boolean turns = last == 'y' && !vowel(before);
        forms.add(turns ? stem + "ies" : word + "s"); // study: studies, studied, studying
        if ("sxzo".indexOf(last) >= 0 || word.endsWith("ch") || word.endsWith("sh")) {
            forms.add(word + "es"); // process, box, batch
        }
        if (last == 'e') {
            forms.add(word + "d"); // scale: scaled, scaling
            forms.add(stem + "ing");
        } else if (turns) {
            forms.add(stem + "ied");
            forms.add(word + "ing");
        } else {
            forms.add(word + "ed");
            forms.add(word + "ing");
            if (!vowel(last) && "wxy".indexOf(last) < 0 && vowel(before) && !vowel(word.charAt(word.length() - 3))) {
                forms.add(word + last + "ed"); // ship: shipped, shipping
                forms.add(word + last + "ing");
            }
        }
        return forms;
    }

    private static boolean vowel(char letter) {
        return "aeiou".indexOf(letter) >= 0;
    }
}
