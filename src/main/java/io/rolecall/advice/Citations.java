package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what citations stand for: {@code KEY}, or {@code KEY-PLACE}. */
final class Citations {

    private Citations() {}

    /** One that a rule makes. @param place in the source; left out where the whole is meant */
    record Citation(
            String citation,
            String key,
            @JsonInclude(Include.NON_NULL) @Nullable String place,
            String title,
            @Nullable String author,
            @Nullable Integer year,
            @Nullable String where) {}

    private record Place(String key, String place) {

        /** A key may have a dash itself, so the whole citation is looked up first. */
        static Place of(String citation, Map<String, Policy.Source> sources) {
            int dash = sources.containsKey(citation) ? -1 : citation.lastIndexOf('-');
            return dash < 0
                    ? new Place(citation, "")
                    : new Place(citation.substring(0, dash), citation.substring(dash + 1));
        }
    }

    /** The source that one names. */
    static String key(String citation, Map<String, Policy.Source> sources) {
        return Place.of(citation, sources).key;
    }

    /** Each of them, in the order in which they are cited. */
    static List<Citation> each(List<String> cited, Map<String, Policy.Source> sources) {
        return cited.stream()
                .map(citation -> {
                    Place place = Place.of(citation, sources);
                    Policy.Source source = Objects.requireNonNull(sources.get(place.key));
                    return new Citation(
                            citation,
                            place.key,
                            place.place.isEmpty() ? null : place.place,
                            source.title(),
                            source.author(),
                            source.year(),
                            source.where());
                })
                .toList();
    }

    /** One for each source that is cited, in the order of references.yaml; its places in the order in which they are cited. */
    static List<Account.CitedSource> resolved(List<String> cited, Map<String, Policy.Source> sources) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (String citation : cited) {
            Place place = Place.of(citation, sources);
            List<String> of = places.computeIfAbsent(place.key, key -> new ArrayList<>());
            if (!place.place.isEmpty() && !of.contains(place.place)) {
                of.add(place.place);
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
