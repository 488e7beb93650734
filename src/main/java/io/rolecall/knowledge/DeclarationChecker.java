package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.EnumDeclaration;
import io.rolecall.knowledge.Syntax.FieldDeclaration;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.TypeDeclaration;
import io.rolecall.knowledge.ValueType.EnumType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the declared enums and facts of all files. */
final class DeclarationChecker {

    private static final Set<String> FIELD_ANNOTATIONS = Set.of("ask", "why", "min", "max", "maxLength", "note");
    private static final Map<String, ValueType> SIMPLE = Map.of(
            "Boolean", ValueType.Simple.BOOLEAN,
            "Integer", ValueType.Simple.INTEGER,
            "Double", ValueType.Simple.DOUBLE,
            "String", ValueType.Simple.TEXT);

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

    private final List<Finding> findings;
    private final Map<String, EnumType> enums = new LinkedHashMap<>();
    private final Map<String, FactType> types = new LinkedHashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final Set<Field> unsure = new HashSet<>();

    DeclarationChecker(List<Finding> findings) {
        this.findings = findings;
    }

    Declarations check(List<Syntax.File> files) {
        types.put("Score", FactType.SCORE);
        types.put("Recommendation", FactType.RECOMMENDATION);
        files.forEach(file -> lost.addAll(file.lost()));
        files.forEach(file -> file.enums().forEach(this::enumeration));
        Set<String> members = new HashSet<>();
        files.forEach(file -> file.types().forEach(type -> type(type, members)));
        return new Declarations(enums, types, lost, unsure);
    }

    private void enumeration(EnumDeclaration declaration) {
        if (!fresh(declaration.name())) {
            return;
        }
        List<String> constants = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Syntax.Constant constant : declaration.constants()) {
            String name = constant.name().text();
            if (constants.contains(name)) {
                error(Code.DUPLICATE, constant.name(), "The constant \"" + name + "\" is there twice.", "Delete one.");
            } else {
                constants.add(name);
                labels.add(constant.label() == null ? name : constant.label());
            }
        }
        enums.put(
                declaration.name().text(),
                new EnumType(declaration.name().text(), List.copyOf(constants), List.copyOf(labels)));
    }

    private void type(TypeDeclaration declaration, Set<String> members) {
        Name name = declaration.name();
        if (!fresh(name)) {
            return;
        }
        if (!members.add(name.text().toLowerCase(Locale.ROOT))) {
            error(
                    Code.DUPLICATE,
                    name,
                    "Another fact is called \"" + name.text() + "\" but for its letter case.",
                    "Name them so that a request can tell them apart.");
        }
        if (declaration.fields().size() > Limits.FIELDS_OF_A_TYPE) {
            error(
                    Code.TOO_MANY,
                    name,
                    "A fact has at most " + Limits.FIELDS_OF_A_TYPE + " fields; this one has "
                            + declaration.fields().size() + ".",
                    "Split it by subject.");
            return;
        }
        boolean asked = declaration.fields().stream()
                .anyMatch(field -> field.annotations().stream()
                        .anyMatch(annotation -> annotation.name().text().equals("ask")));
        Map<String, Field> fields = new LinkedHashMap<>();
        for (FieldDeclaration field : declaration.fields()) {
            plainName(field.name());
            if (fields.containsKey(field.name().text())) {
                error(
                        Code.DUPLICATE,
                        field.name(),
                        "The field \"" + field.name().text() + "\" is there twice.",
                        null);
            } else {
                fields.put(field.name().text(), field(field, FactType.member(name.text()), fields.size(), asked));
            }
        }
        types.put(
                name.text(),
                new FactType(
                        name.text(),
                        title(declaration),
                        asked ? FactType.Origin.ASKED : FactType.Origin.DERIVED,
                        List.copyOf(fields.values()),
                        types.size() - 2));
    }

    private boolean fresh(Name name) {
        plainName(name);
        if (ReservedNames.isJavas(name.text()) && !SIMPLE.containsKey(name.text())) {
            error(Code.RESERVED_NAME, name, "\"" + name.text() + "\" is a name of Java's own.", "Choose another name.");
        }
        if (types.containsKey(name.text()) || enums.containsKey(name.text()) || SIMPLE.containsKey(name.text())) {
            error(
                    Code.DUPLICATE,
                    name,
                    "\"" + name.text() + "\" is already declared.",
                    SIMPLE.containsKey(name.text())
                                    || name.text().equals("Score")
                                    || name.text().equals("Recommendation")
                            ? "Choose another name; this one is the engine's."
                            : "Delete one, or choose another name.");
            return false;
        }
        return true;
    }

    private void plainName(Name name) {
        String reserved = ReservedNames.word(name.text());
        if (reserved != null) {
            error(Code.RESERVED_NAME, name, reserved, null);
        }
    }

    private String title(TypeDeclaration declaration) {
        String title = declaration.name().text();
        for (Annotation annotation : declaration.annotations()) {
            if (!annotation.name().text().equals("title")) {
                unknownAnnotation(annotation, Set.of("title"), "a fact");
            } else if (annotation.value() != null) {
                title = annotation.value().text();
            }
        }
        return title;
    }

    private Field field(FieldDeclaration declaration, String member, int place, boolean asked) {
        Map<String, Literal> given = new HashMap<>();
        for (Annotation annotation : declaration.annotations()) {
            String name = annotation.name().text();
            if (!FIELD_ANNOTATIONS.contains(name)) {
                unknownAnnotation(annotation, FIELD_ANNOTATIONS, "a field");
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

    private void unknownAnnotation(Annotation annotation, Set<String> known, String owner) {
        String name = annotation.name().text();
        error(
                Code.UNKNOWN_ANNOTATION,
                annotation.name(),
                "@" + name + " means nothing on " + owner + " " + Messages.expected(known) + ".",
                Messages.didYouMean(name, known));
    }

    private void error(Code code, Name at, String message, @Nullable String hint) {
        findings.add(Finding.of(code, at.span(), null, message, hint));
    }
}
