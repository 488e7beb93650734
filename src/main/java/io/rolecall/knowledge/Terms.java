package io.rolecall.knowledge;

import java.util.List;
import java.util.Map;

/**
 * What a policy's other files let its rules speak of.
 *
 * @param packageName the package its rule files name
 * @param leanings ids, in the order of policy.yaml
 * @param outcomes ids, in the order of policy.yaml
 * @param sources the keys that may be cited, with the number of places where the source is numbered, else 0
 */
public record Terms(String packageName, List<String> leanings, List<String> outcomes, Map<String, Integer> sources) {

    /** Whether {@code KEY} or {@code KEY-PLACE} names a source there is. */
    public boolean knows(String citation) {
        if (sources.containsKey(citation)) {
            return true;
        }
        int dash = citation.lastIndexOf('-');
        if (dash < 1) {
            return false;
        }
        Integer places = sources.get(citation.substring(0, dash));
        String place = citation.substring(dash + 1);
        return places != null
                && (places == 0 || place.matches("[0-9]{1,4}") && inside(Integer.parseInt(place), places));
    }

    /** Why it does not. */
    public String unknown(String citation) {
        int dash = citation.lastIndexOf('-');
        Integer places = dash < 1 ? null : sources.get(citation.substring(0, dash));
        return places == null
                ? "references.yaml has no source for \"" + citation + "\" " + Messages.expected(sources.keySet()) + "."
                : "The source \"" + citation.substring(0, dash) + "\" has no place \"" + citation.substring(dash + 1)
                        + "\" (expected: 1 to " + places + ").";
    }

    private static boolean inside(int place, int places) {
        return place >= 1 && place <= places;
    }
}
