package io.rolecall.ui;

import java.util.LinkedHashMap;
import java.util.Map;

/** What outcomes and leanings are called. */
final class Titles {

    /** The outcome where there is none, as the API names it among the others. */
    static final String UNDECIDED = "undecided";

    /** What people read in its place. */
    static final String WORD = "Undecided";

    private Titles() {}

    /** By id. @param about a policy, as {@code GET /v1/policies/{policy}} tells of it */
    static Map<String, String> of(Map<String, Object> about) {
        Map<String, String> titles = new LinkedHashMap<>();
        add(titles, about, "leanings");
        titles.putAll(outcomes(about));
        return titles;
    }

    /** Undecided comes last. */
    static Map<String, String> outcomes(Map<String, Object> about) {
        Map<String, String> titles = new LinkedHashMap<>();
        add(titles, about, "outcomes");
        titles.put(UNDECIDED, WORD);
        return titles;
    }

    private static void add(Map<String, String> titles, Map<String, Object> about, String kind) {
        Items.list(about, kind).forEach(one -> titles.put(Items.text(one, "id"), Items.text(one, "title")));
    }
}
