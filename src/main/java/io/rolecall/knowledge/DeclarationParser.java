package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.Constant;
import io.rolecall.knowledge.Syntax.EnumDeclaration;
import io.rolecall.knowledge.Syntax.FieldDeclaration;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands between {@code declare} and {@code end}: an enum, or a fact. */
final class DeclarationParser {

    private final TokenReader in;
    private final List<Finding> findings;
    private final AnnotationParser annotations;

    DeclarationParser(TokenReader in, List<Finding> findings) {
        this.in = in;
        this.findings = findings;
        this.annotations = new AnnotationParser(in);
    }

    EnumDeclaration enumeration() {
        Name name = in.expectWord("the enum's name");
        List<Constant> constants = new ArrayList<>();
        do {
            Name constant = in.expectWord("a constant such as LIVE(\"In production\")");
            String label = null;
            if (in.accept("(")) {
                Literal written = annotations.literal("the constant's label");
                if (written.kind() != Literal.Kind.TEXT) {
                    throw new Mistake(Code.ENUM_LABELS, written.span(), "A label is a text in quotes.", null);
                }
                label = written.text();
                in.expect(")", "after the label");
            }
            constants.add(new Constant(constant, label));
        } while (in.accept(","));
        if (in.peek().isWord() && (in.peek(1).is("(") || in.peek(1).is(","))) {
            throw in.missing(",", "between two constants");
        }
        in.expect(";", "after the last constant");
        labels(name, constants);
        return new EnumDeclaration(name, constants);
    }

    /** Stock Drools needs a field to put the labels in, and a label for each constant then. */
    private void labels(Name name, List<Constant> constants) {
        int fields = 0;
        while (in.peek().isWord() && !in.isAt("end")) {
            FieldDeclaration field = field();
            fields += field.type().text().equals("String") ? 1 : 2;
            in.accept(";");
        }
        long labelled =
                constants.stream().filter(constant -> constant.label() != null).count();
        if (labelled != 0 && labelled != constants.size()) {
            Constant bare = constants.stream()
                    .filter(constant -> constant.label() == null)
                    .findFirst()
                    .orElseThrow();
            findings.add(Finding.of(
                    Code.ENUM_LABELS,
                    bare.name().span(),
                    null,
                    "\"" + bare.name().text() + "\" has no label, and others have one (expected: "
                            + bare.name().text() + "(\"…\")).",
                    null));
        } else if (fields != (labelled == 0 ? 0 : 1)) {
            findings.add(Finding.of(
                    Code.ENUM_LABELS,
                    name.span(),
                    null,
                    labelled == 0
                            ? "The constants of " + name.text() + " have no labels, and an enum has nothing else."
                            : "Labels need a field, and nothing else (expected: ; label : String).",
                    labelled == 0
                            ? "Write a label behind each: LIVE(\"In production\")."
                            : "Write it behind the last constant."));
        }
    }

    TypeDeclaration type() {
        Name name = in.expectWord("the fact's name");
        if (in.isAt("extends")) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    in.peek().span(),
                    "A fact cannot extend another.",
                    "Declare the fields it needs.");
        }
        List<Annotation> noted = annotations.annotations();
        List<FieldDeclaration> fields = new ArrayList<>();
        while (!in.isAt("end") || in.peek(1).is(":")) {
            fields.add(field());
        }
        return new TypeDeclaration(name, noted, fields);
    }

    private FieldDeclaration field() {
        Name name = in.expectWord("a field such as live : Integer, or end");
        in.expect(":", "after the field \"" + name.text() + "\"");
        Name type = in.dottedName("the field's type");
        if (in.isAt("=")) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    in.peek().span(),
                    "A field cannot have a default.",
                    "What nobody states is unknown; a rule may ask `field == null`.");
        }
        return new FieldDeclaration(name, type, annotations.annotations());
    }
}
