package io.rolecall.knowledge;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Words for what law in many places forbids to decide by. A name is only a hint, the age may be a model's: so this never
 * refuses, and a note answers it.
 */
final class ProtectedTraits {

    private static final Set<String> WORDS = Set.of(
            "age",
            "ages",
            "aged",
            "birth",
            "birthday",
            "birthdate",
            "gender",
            "sex",
            "sexual",
            "sexuality",
            "pregnant",
            "pregnancy",
            "maternity",
            "paternity",
            "marital",
            "married",
            "ethnic",
            "ethnicity",
            "race",
            "racial",
            "skin",
            "ancestry",
            "caste",
            "nationality",
            "religion",
            "religious",
            "faith",
            "disability",
            "disabilities",
            "disabled",
            "handicap",
            "genetic",
            "political",
            "union",
            "veteran",
            "transgender");

    private ProtectedTraits() {}

    /** The word in a field's name that names such a trait: {@code age} in {@code ageOfLead}, none in {@code stage}. */
    static Optional<String> in(String field) {
        return Stream.of(field.split("(?<=[a-z0-9])(?=[A-Z])|_|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-zA-Z])(?=[0-9])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(WORDS::contains)
                .findFirst();
    }
}
