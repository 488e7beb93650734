package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition in plain words.
 *
 * @param subject what it speaks of, where the rest is what that is; null where the rest is all
 */
record Phrase(@Nullable String subject, String rest) {

    private static final String EITHER = "either ";

    static Phrase whole(String text) {
        return new Phrase(null, text);
    }

    String text() {
        return subject == null ? rest : subject + " is " + rest;
    }

    /** Each of them; what is said of the same as before does not name it again. */
    static String all(List<Phrase> phrases) {
        List<String> texts = new ArrayList<>();
        @Nullable String before = null;
        for (Phrase phrase : phrases) {
            boolean same = phrase.subject != null && phrase.subject.equals(before);
            texts.add(same ? "is " + phrase.rest : phrase.text());
            before = phrase.subject;
        }
        return listed(texts, "and");
    }

    /** All of them as one, to stand among others. */
    static Phrase together(List<Phrase> phrases) {
        return phrases.size() == 1 ? phrases.get(0) : whole((phrases.size() == 2 ? "both " : "all of ") + all(phrases));
    }

    /** One of them at least. */
    static Phrase any(List<Phrase> phrases) {
        if (phrases.size() == 1) {
            return phrases.get(0);
        }
        String subject = phrases.get(0).subject;
        boolean same = subject != null && phrases.stream().allMatch(phrase -> subject.equals(phrase.subject));
        List<String> texts = phrases.stream()
                .map(same ? Phrase::rest : Phrase::text)
                .map(text -> text.startsWith(EITHER) ? text.substring(EITHER.length()) : text)
                .toList();
        return new Phrase(same ? subject : null, EITHER + listed(texts, "or"));
    }

    /** {@code a, b and c}; further apart where one of them is put together itself. */
    static String listed(List<String> texts, String word) {
        int last = texts.size() - 1;
        if (last <= 0) {
            return String.join("", texts);
        }
        boolean joined = texts.stream()
                .map(text -> text.replaceAll("\"[^\"]*\"", ""))
                .anyMatch(text -> text.contains(" and ") || text.contains(" or "));
        String between = joined && word.equals("and") ? "; " : ", ";
        return String.join(between, texts.subList(0, last)) + (joined ? between : " ") + word + " " + texts.get(last);
    }
}
