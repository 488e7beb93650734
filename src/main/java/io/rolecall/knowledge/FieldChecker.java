package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.FieldDeclaration;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.ValueType.EnumType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at the fields of declared facts. */
final class FieldChecker {

    static final List<String> ANNOTATIONS = List.of("ask", "why", "min", "max", "maxLength", "note", "given", "effort");
    static final Map<String, ValueType> SIMPLE =
            Arrays.stream(ValueType.Simple.values()).collect(Collectors.toMap(ValueType::title, Function.identity()));

    /** What other languages call them, in small letters. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("number", "Write Integer for whole numbers, Double for others."),
            Map.entry("long", "Write Integer."),
            Map.entry("short", "Write Integer."),
            Map.entry("byte", "Write Integer."),
            Map.entry("float", "Write Double."),
            Map.entry("decimal", "Write Double."),
            Map.entry("bigdecimal", "Write Double."),
            Map.entry("text", "Write String."),
            Map.entry("char", "Write String."),
            Map.entry("enum", "Declare an enum, and write its name."),
            Map.entry("list", "A field has one value; write one field for each."),
            Map.entry("date", "There are no dates; ask for a number of days, or whether it was."),
            Map.entry("localdate", "There are no dates; ask for a number of days, or whether it was."));

    private final Map<String, EnumType> enums;
    private final Set<String> lost;
    private final List<Finding> findings;
    private final Set<Field> unsure = new HashSet<>();

    /**
     * @param enums those declared, as far as they are known when a field is looked at
     * @param lost declarations that could not be read
     */
    FieldChecker(Map<String, EnumType> enums, Set<String> lost, List<Finding> findings) {
        this.enums = enums;
        this.lost = lost;
        this.findings = findings;
    }

    /** Fields whose type is not known. */
    Set<Field> unsure() {
        return unsure;
    }

    /** @param asked whether a request can state it */
    Field check(FieldDeclaration declaration, String member, int place, boolean asked) {
        Map<String, Literal> given = new HashMap<>();
        boolean fixed = false;
        for (Annotation annotation : declaration.annotations()) {
            String name = annotation.name().text();
            if (!ANNOTATIONS.contains(name)) {
                findings.add(unknown(annotation, ANNOTATIONS, "a field"));
            } else if (name.equals("given")) {
                fixed = true;
                bare(annotation);
            } else if (annotation.value() == null) {
                error(
                        Code.ANNOTATION_VALUE,
                        annotation.name(),
                        "@" + name + " needs a value: @" + name + "( … ).",
                        null);
            } else {
                given.put(name, annotation.value());
            }
        }
        @Nullable ValueType known = valueType(declaration.type());
        ValueType type = known == null ? ValueType.Simple.TEXT : known;
        if (asked && !given.containsKey("ask")) {
            findings.add(Finding.of(
                    Code.NO_QUESTION,
                    declaration.name().span(),
                    null,
                    "The field \"" + declaration.name().text() + "\" has no question.",
                    "Add @ask( \"…?\" ), so that a person can be asked for it."));
        }
        String note = text(given.get("note"), "note");
        if (note == null || note.isBlank()) {
            ProtectedTraits.in(declaration.name().text())
                    .ifPresent(trait -> findings.add(Finding.of(
                            Code.PROTECTED_TRAIT,
                            declaration.name().span(),
                            null,
                            "The field \"" + declaration.name().text() + "\" is named like a protected trait: " + trait
                                    + ".",
                            "Do not advise by it. If it means something else, say what: @note( \"…\" ).")));
        }
        boolean number = known == null || type.isNumber();
        boolean text = known == null || type == ValueType.Simple.TEXT;
        Double maxLength = number(given.get("maxLength"), text, "maxLength", "a String");
        if (maxLength != null && (maxLength < 1 || maxLength > Limits.LONGEST_TEXT)) {
            Literal written = given.get("maxLength");
            findings.add(Finding.of(
                    Code.ANNOTATION_VALUE,
                    written == null ? declaration.name().span() : written.span(),
                    null,
                    "@maxLength is " + Texts.number(maxLength) + " (expected: 1 to " + Limits.LONGEST_TEXT + ").",
                    null));
        }
        Double min = number(given.get("min"), number, "min", "a number");
        Double max = number(given.get("max"), number, "max", "a number");
        Literal most = given.get("max");
        if (min != null && max != null && most != null && min > max) {
            findings.add(Finding.of(
                    Code.ANNOTATION_VALUE,
                    most.span(),
                    null,
                    "@max is " + Texts.number(max) + ", and @min is " + Texts.number(min) + " (expected: at least "
                            + Texts.number(min) + ").",
                    "Is it the other way round?"));
        }
        Field field = new Field(
                declaration.name().text(),
                member + "." + declaration.name().text(),
                type,
                text(given.get("ask"), "ask"),
                text(given.get("why"), "why"),
                min,
                max,
                fixed,
                effort(given.get("effort")),
                maxLength == null ? Limits.TEXT_LENGTH : (int) Math.min(Limits.LONGEST_TEXT, Math.max(1, maxLength)),
                true,
                place);
        if (known == null) {
            unsure.add(field);
        }
        return field;
    }

    /** Null where it is not known. */
    private @Nullable ValueType valueType(Name written) {
        ValueType simple = SIMPLE.get(written.text());
        if (simple != null) {
            return simple;
        }
        EnumType declared = enums.get(written.text());
        if (declared == null && !lost.contains(written.text())) {
            Set<String> known = new HashSet<>(SIMPLE.keySet());
            known.addAll(enums.keySet());
            String meant = ELSEWHERE.get(written.text().toLowerCase(Locale.ROOT));
            error(
                    Code.UNKNOWN_TYPE,
                    written,
                    "There is no type \"" + written.text() + "\" " + Messages.expected(known) + ".",
                    meant == null ? Messages.didYouMean(written.text(), known) : meant);
        }
        return declared;
    }

    private void bare(Annotation annotation) {
        if (annotation.value() != null) {
            error(Code.ANNOTATION_VALUE, annotation.name(), "@given takes no value.", "Write @given alone.");
        }
    }

    private int effort(@Nullable Literal written) {
        Double effort = number(written, true, "effort", "a field");
        if (effort == null || written == null) {
            return Field.USUAL_EFFORT;
        }
        if (effort < 1 || effort > Field.MOST_EFFORT || effort != Math.rint(effort)) {
            findings.add(Finding.of(
                    Code.ANNOTATION_VALUE,
                    written.span(),
                    null,
                    "@effort is " + Texts.number(effort) + " (expected: 1 to " + Field.MOST_EFFORT + ", whole).",
                    null));
            return Field.USUAL_EFFORT;
        }
        return effort.intValue();
    }

    private @Nullable String text(@Nullable Literal literal, String annotation) {
        if (literal != null && literal.kind() != Literal.Kind.TEXT) {
            findings.add(Finding.of(
                    Code.ANNOTATION_VALUE, literal.span(), null, "@" + annotation + " takes a text in quotes.", null));
            return null;
        }
        return literal == null ? null : literal.text();
    }

    private @Nullable Double number(@Nullable Literal literal, boolean fits, String annotation, String what) {
        if (literal == null) {
            return null;
        }
        boolean number = literal.kind() == Literal.Kind.INTEGER || literal.kind() == Literal.Kind.DOUBLE;
        if (!fits || !number) {
            findings.add(Finding.of(
                    Code.ANNOTATION_VALUE,
                    literal.span(),
                    null,
                    fits ? "@" + annotation + " takes a number." : "@" + annotation + " is only for " + what + ".",
                    null));
            return null;
        }
        Double value = Double.valueOf(literal.text());
        if (value.isInfinite()) {
            findings.add(Finding.of(
                    Code.ANNOTATION_VALUE, literal.span(), null, "@" + annotation + " is too large a number.", null));
            return null;
        }
        return value;
    }

    /** @param owner what the annotation stands on */
    static Finding unknown(Annotation annotation, Collection<String> known, String owner) {
        String name = annotation.name().text();
        return Finding.of(
                Code.UNKNOWN_ANNOTATION,
                annotation.name().span(),
                null,
                "@" + name + " means nothing on " + owner + " " + Messages.expected(known) + ".",
                Messages.didYouMean(name, known));
    }

    private void error(Code code, Name at, String message, @Nullable String hint) {
        findings.add(Finding.of(code, at.span(), null, message, hint));
    }
}
