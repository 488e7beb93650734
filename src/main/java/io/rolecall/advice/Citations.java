package io.rolecall.advice;

import io.rolecall.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what citations stand for: {@code KEY}, or {@code KEY-PLACE}. */
final class Citations {

    private Citations() {}

    /** One for each source that is cited, in the order of references.yaml; its places in the order in which they are cited. */
    static List<Account.CitedSource> resolved(List<String> cited, Map<String, Policy.Source> sources) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (String citation : cited) {
            // A key may have a dash itself, so the whole citation is looked up first.
            int dash = sources.containsKey(citation) ? -1 : citation.lastIndexOf('-');
            List<String> of =
                    places.computeIfAbsent(dash < 0 ? citation : citation.substring(0, dash), key -> new ArrayList<>());
            String place = dash < 0 ? "" : citation.substring(dash + 1);
            if (!place.isEmpty() && !of.contains(place)) {
                of.add(place);
            }
        }
        return sources.values().stream()
                .filter(source -> places.containsKey(source.key()))
                .map(source -> new Account.CitedSource(
                        source.key(),
                        places.getOrDefault(source.key(), List.of()),
                        source.title(),
                        source.author(),
                        source.year(),
                        source.where()))
                .toList();
    }
}
