package io.rolecall.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of the rule language, for editors; besides the verbs and what goes with them, see {@link Verb}. */
public final class Language {

    /** Around conditions, and between them. */
    public static final List<String> WORDS = List.of(
            "package", "declare", "enum", "rule", "when", "then", "end", "not", "exists", "or", "and", "accumulate");

    private Language() {}

    /** Between a field and what it is held against, before what a text is searched for, and between comparisons. */
    public static List<String> operators() {
        return Stream.concat(
                        Arrays.stream(Condition.Operator.values()).map(Condition.Operator::symbol),
                        Stream.of("in", "not in", "matches", "mentions", "near", "&&", "||", "!"))
                .toList();
    }

    /** Inside accumulate. */
    public static List<String> functions() {
        return Arrays.stream(Element.Function.values())
                .map(function -> function.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Of fields, besides the enums. */
    public static List<String> typeNames() {
        return Arrays.stream(ValueType.Simple.values())
                .map(ValueType.Simple::title)
                .toList();
    }

    /** On a declared fact, without their @. */
    public static List<String> factAnnotations() {
        return DeclarationChecker.ANNOTATIONS;
    }

    /** On its fields. */
    public static List<String> fieldAnnotations() {
        return FieldChecker.ANNOTATIONS;
    }
}
