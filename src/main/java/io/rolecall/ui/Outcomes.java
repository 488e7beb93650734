package io.rolecall.ui;

import java.util.Map;

/** What the outcomes of any version are called, by the live one; where it does not have one, by its constant. */
record Outcomes(Map<String, String> titles) {

    static Outcomes of(Map<String, Object> policy) {
        return new Outcomes(Titles.outcomes(policy));
    }

    public String title(String id) {
        return titles.getOrDefault(id.equalsIgnoreCase(Titles.UNDECIDED) ? Titles.UNDECIDED : id, id);
    }
}
