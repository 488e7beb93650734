package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.EnumDeclaration;
import io.rolecall.knowledge.Syntax.FieldDeclaration;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.TypeDeclaration;
import io.rolecall.knowledge.ValueType.EnumType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the declared enums and facts of all files. */
final class DeclarationChecker {

    static final List<String> ANNOTATIONS = List.of("title");

    private final List<Finding> findings;
    private final Map<String, EnumType> enums = new LinkedHashMap<>();
    private final Map<String, FactType> types = new LinkedHashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final FieldChecker fieldChecker;

    DeclarationChecker(List<Finding> findings) {
        this.findings = findings;
        this.fieldChecker = new FieldChecker(enums, lost, findings);
    }

    Declarations check(List<Syntax.File> files) {
        types.put("Score", FactType.SCORE);
        types.put("Recommendation", FactType.RECOMMENDATION);
        files.forEach(file -> lost.addAll(file.lost()));
        files.forEach(file -> file.enums().forEach(this::enumeration));
        Set<String> members = new HashSet<>();
        files.forEach(file -> file.types().forEach(type -> type(type, members)));
        return new Declarations(enums, types, lost, fieldChecker.unsure(), new Phrasebook());
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
                fields.put(
                        field.name().text(),
                        fieldChecker.check(field, FactType.member(name.text()), fields.size(), asked));
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
        if (ReservedNames.isJavas(name.text()) && !FieldChecker.SIMPLE.containsKey(name.text())) {
            error(Code.RESERVED_NAME, name, "\"" + name.text() + "\" is a name of Java's own.", "Choose another name.");
        }
        if (types.containsKey(name.text())
                || enums.containsKey(name.text())
                || FieldChecker.SIMPLE.containsKey(name.text())) {
            error(
                    Code.DUPLICATE,
                    name,
                    "\"" + name.text() + "\" is already declared.",
                    FieldChecker.SIMPLE.containsKey(name.text())
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
            if (!ANNOTATIONS.contains(annotation.name().text())) {
                findings.add(FieldChecker.unknown(annotation, ANNOTATIONS, "a fact"));
            } else if (annotation.value() != null) {
                title = annotation.value().text();
            }
        }
        return title;
    }

    private void error(Code code, Name at, String message, @Nullable String hint) {
        findings.add(Finding.of(code, at.span(), null, message, hint));
    }
}
