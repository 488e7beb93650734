package io.rolecall.knowledge;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule can do when it fires, and the annotations that go with it in the rule's head. */
public enum Verb {
    /** A signal. */
    RAISE("raise", "favours", "opposes", "weight", "because", "cites"),
    /** A conclusion. */
    RECOMMEND("recommend", "recommends", "precedence", "because", "cites"),
    /** A step of the plan. */
    STEP("step", "order", "advises", "until", "cites"),
    /** A caution beside the plan. */
    CAUTION("caution", "warns", "cites"),
    /** A derived fact. */
    INSERT("insertLogical", "because", "cites");

    private final String word;
    private final List<String> annotations;

    Verb(String word, String... annotations) {
        this.word = word;
        this.annotations = List.of(annotations);
    }

    /** As a rule has it behind {@code then}. */
    public String word() {
        return word;
    }

    /** Those it takes, without their @. */
    public List<String> annotations() {
        return annotations;
    }

    /** The one that a rule ends with. */
    public static Verb of(Rule rule) {
        Rule.Says says = rule.says();
        if (says instanceof Rule.Raises) {
            return RAISE;
        } else if (says instanceof Rule.Recommends) {
            return RECOMMEND;
        } else if (says instanceof Rule.Advises) {
            return STEP;
        }
        return says instanceof Rule.Warns ? CAUTION : INSERT;
    }

    static @Nullable Verb of(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.word.equals(word))
                .findFirst()
                .orElse(null);
    }

    static boolean isVerb(String word) {
        return of(word) != null;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Verb::word).toList();
    }

    static List<String> allAnnotations() {
        return Arrays.stream(values())
                .flatMap(verb -> verb.annotations.stream())
                .distinct()
                .toList();
    }
}
