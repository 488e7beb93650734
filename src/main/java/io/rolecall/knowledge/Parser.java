package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.Constant;
import io.rolecall.knowledge.Syntax.EnumDeclaration;
import io.rolecall.knowledge.Syntax.FieldDeclaration;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.RuleDeclaration;
import io.rolecall.knowledge.Syntax.TypeDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file: its package, imports, declarations and the frame of its rules. Conditions are {@link ConditionParser}'s. */
final class Parser {

    private static final String VOCABULARY = "io.rolecall.vocabulary";

    private static final Map<String, String> REFUSED = Map.of(
            "function", "A policy has no functions; write the condition where it is needed.",
            "global", "A policy has no globals; a rule reads facts and writes through its verb.",
            "query", "A policy has no queries; use a derived fact.",
            "dialect", "Leave the line out; a policy contains no code.",
            "unit", "Leave the line out; a folder is the policy.",
            "template", "A policy has no templates.");

    /** The first words of what stock Drools takes in a rule's head. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "salience",
            "no",
            "agenda",
            "activation",
            "ruleflow",
            "lock",
            "auto",
            "enabled",
            "timer",
            "duration",
            "date",
            "calendars");

    private final TokenReader in;
    private final String path;
    private final List<Finding> findings;
    private final List<EnumDeclaration> enums = new ArrayList<>();
    private final List<TypeDeclaration> types = new ArrayList<>();
    private final List<RuleDeclaration> rules = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();

    @Nullable
    private Name packageName;

    private Parser(SourceFile source, List<Finding> findings) {
        this.path = source.path();
        this.findings = findings;
        this.in = new TokenReader(Lexer.tokens(source, findings));
    }

    static Syntax.File parse(SourceFile source, List<Finding> findings) {
        return new Parser(source, findings).file();
    }

    private Syntax.File file() {
        while (!in.atEnd()) {
            String rule = in.isAt("rule") ? in.peek(1).text() : null;
            Token declared = in.isAt("declare") ? in.peek(in.peek(1).is("enum") ? 2 : 1) : null;
            try {
                part();
            } catch (Mistake mistake) {
                findings.add(mistake.in(rule));
                if (declared != null) {
                    lost.add(declared.text());
                }
                in.recover();
            }
        }
        return new Syntax.File(path, packageName, enums, types, rules, lost);
    }

    private void part() {
        Token token = in.peek();
        if (token.is("package")) {
            packageLine();
        } else if (token.is("import")) {
            importLine();
        } else if (token.is("declare")) {
            declaration();
        } else if (token.is("rule")) {
            rule();
        } else if (token.isWord() && REFUSED.containsKey(token.text())) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    token.span(),
                    "\"" + token.text() + "\" is not allowed.",
                    REFUSED.get(token.text()));
        } else {
            throw in.unexpected("package, import, declare, rule", null);
        }
    }

    private void packageLine() {
        in.next();
        Name name = dottedName("the policy's name");
        in.accept(";");
        if (packageName == null) {
            packageName = name;
        }
    }

    private Name dottedName(String what) {
        Name first = in.expectWord(what);
        StringBuilder text = new StringBuilder(first.text());
        Span span = first.span();
        while (in.accept(".")) {
            Token part = in.isAt("*") ? in.next() : null;
            Name name = part == null ? in.expectWord("a name after the point") : in.name(part);
            text.append('.').append(name.text());
            span = span.to(name.span());
        }
        return new Name(text.toString(), span);
    }

    private void importLine() {
        in.next();
        if (in.isAt("static") || in.isAt("function") || in.isAt("accumulate")) {
            if (in.next().is("accumulate")) {
                throw new Mistake(
                        Code.IMPORT,
                        in.peek().span(),
                        "Functions for accumulate cannot be imported.",
                        "sum, count, min, max and average are always there.");
            }
        }
        Name name = dottedName("a name to import");
        in.accept(";");
        if (!name.text().startsWith(VOCABULARY + ".")) {
            findings.add(Finding.of(
                    Code.IMPORT,
                    name.span(),
                    null,
                    "\"" + name.text() + "\" cannot be imported (expected: " + VOCABULARY + ").",
                    "Delete the line; a policy's own facts need no import."));
        }
    }

    private void declaration() {
        in.next();
        if (in.accept("enum")) {
            enumeration();
        } else {
            type();
        }
        in.expect("end", "in a declaration");
    }

    private void enumeration() {
        Name name = in.expectWord("the enum's name");
        List<Constant> constants = new ArrayList<>();
        do {
            Name constant = in.expectWord("a constant such as LIVE(\"In production\")");
            String label = null;
            if (in.accept("(")) {
                Literal written = literal("the constant's label");
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
        enums.add(new EnumDeclaration(name, constants));
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

    private void type() {
        Name name = in.expectWord("the fact's name");
        if (in.isAt("extends")) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    in.peek().span(),
                    "A fact cannot extend another.",
                    "Declare the fields it needs.");
        }
        List<Annotation> annotations = annotations();
        List<FieldDeclaration> fields = new ArrayList<>();
        while (!in.isAt("end") || in.peek(1).is(":")) {
            fields.add(field());
        }
        types.add(new TypeDeclaration(name, annotations, fields));
    }

    private FieldDeclaration field() {
        Name name = in.expectWord("a field such as live : Integer, or end");
        in.expect(":", "after the field \"" + name.text() + "\"");
        Name type = dottedName("the field's type");
        if (in.isAt("=")) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    in.peek().span(),
                    "A field cannot have a default.",
                    "What nobody states is unknown; a rule may ask `field == null`.");
        }
        return new FieldDeclaration(name, type, annotations());
    }

    private List<Annotation> annotations() {
        List<Annotation> annotations = new ArrayList<>();
        while (in.accept("@")) {
            Name name = in.expectWord("the annotation's name after @");
            Literal value = null;
            if (in.accept("(")) {
                Token start = in.unquoted(true);
                value = literal("the value of @" + name.text());
                if (!in.isAt(")") && !in.isAt("@") && !in.atNewLine()) {
                    throw value.kind() == Literal.Kind.TEXT ? quoteInside(name) : unquoted(name, start);
                }
                in.expect(")", "after the value of @" + name.text());
            }
            annotations.add(new Annotation(name, value));
        }
        return annotations;
    }

    private Mistake quoteInside(Name annotation) {
        return new Mistake(
                Code.SYNTAX,
                in.peek().span(),
                "Found " + in.peek().shown() + " behind the text of @" + annotation.text() + " (expected: \")\").",
                "A text has no quote inside, as that would end it; write ' there.");
    }

    private static Mistake unquoted(Name annotation, Token text) {
        return new Mistake(
                Code.UNQUOTED_TEXT,
                text.span(),
                "The text of @" + annotation.text() + " stands in quotes (expected: @" + annotation.text() + "( \""
                        + Messages.shorten(text.text()) + "\" )).",
                null);
    }

    private Literal literal(String what) {
        Token token = in.peek();
        if (token.isWord() && !token.is("true") && !token.is("false") && !token.is("null")) {
            in.next();
            return new Literal(Literal.Kind.NAME, token.text(), token.span());
        }
        return ConditionParser.literal(in, what);
    }

    private void rule() {
        in.next();
        if (in.peek().kind() != Token.Kind.TEXT) {
            Token name = in.unquoted(false);
            throw name.text().isEmpty() || !in.peek().isWord()
                    ? in.unexpected("the rule's name as a text: rule \"…\"", "after rule")
                    : new Mistake(
                            Code.UNQUOTED_TEXT,
                            name.span(),
                            "A rule's name stands in quotes (expected: rule \"" + Messages.shorten(name.text())
                                    + "\").",
                            null);
        }
        Name name = in.name(in.next());
        List<Annotation> head = annotations();
        if (in.isAt("extends")) {
            throw new Mistake(
                    Code.NOT_ALLOWED, in.peek().span(), "A rule cannot extend another.", "Repeat its conditions.");
        }
        if (!in.isAt("when")) {
            boolean attribute = ATTRIBUTES.contains(in.peek().text());
            if (attribute || in.isAt("dialect")) {
                throw new Mistake(
                        Code.NOT_ALLOWED,
                        in.peek().span(),
                        "\"" + in.peek().text()
                                + "\" is not allowed in a rule's head (expected: annotations, then when).",
                        attribute
                                ? "The engine decides when a rule fires: signals first, then conclusions, then the plan."
                                : REFUSED.get("dialect"));
            }
            if (in.isAt("not")
                    || in.isAt("exists")
                    || in.peek().isWord() && in.peek(1).is("(")) {
                throw in.missing("when", "before the conditions");
            }
            throw in.unexpected("an annotation or when", "in the rule's head");
        }
        in.next();
        List<Syntax.Element> when = new ConditionParser(in).elements();
        in.expect("then", "after the conditions");
        Syntax.Call then = call();
        if (!in.isAt("end") && (in.atEnd() || in.isAt("rule") || in.isAt("declare"))) {
            throw in.missing("end", "after the consequence");
        }
        if (!in.isAt("end")) {
            throw behindConsequence();
        }
        in.next();
        rules.add(new RuleDeclaration(name, head, when, then));
    }

    private Mistake behindConsequence() {
        Token found = in.peek();
        if (HeadChecker.isVerb(found.text())) {
            return new Mistake(
                    Code.SEVERAL_VERBS,
                    found.span(),
                    "Found " + found.shown() + " after the consequence (expected: end).",
                    "A rule says one thing; write a second rule with the same conditions.");
        }
        return found.isWord() ? code(found) : in.unexpected("end", "after the consequence");
    }

    private Mistake code(Token found) {
        Token called = in.peek(1).is(".") ? in.peek(2) : found;
        return new Mistake(
                Code.NO_CODE,
                found.span(),
                "A consequence is one call of one verb, not code (expected: raise( kcontext ), recommend( kcontext ),"
                        + " step( kcontext ), caution( kcontext ), insertLogical( new Fact( … ) )).",
                called != found && HeadChecker.isVerb(called.text())
                        ? "Write " + called.text() + "( kcontext );"
                        : Messages.didYouMean(found.text(), HeadChecker.VERBS));
    }

    private Syntax.@Nullable Call call() {
        if (in.isAt("end")) {
            return null;
        }
        Token word = in.peek();
        Name verb = in.expectWord("raise( kcontext ), recommend( kcontext ), step( kcontext ), caution( kcontext )"
                + " or insertLogical( new Fact( … ) )");
        boolean call =
                in.isAt("(") && (HeadChecker.isVerb(verb.text()) || in.peek(1).is("kcontext"));
        if (!call && !(in.atNewLine() && HeadChecker.isVerb(verb.text()))) {
            in.back();
            throw code(word);
        }
        boolean inserts = verb.text().equals("insertLogical");
        if (call && !inserts && !in.peek(1).is("kcontext")) {
            throw new Mistake(
                    Code.WRONG_ARGUMENTS,
                    verb.span().to(in.closing()),
                    "A verb takes kcontext and nothing else (expected: " + verb.text() + "( kcontext )).",
                    "What the rule says stands in its head.");
        }
        in.expect("(", "after " + verb.text());
        Name inserted = null;
        List<Syntax.Value> arguments = List.of();
        if (inserts) {
            in.expect("new", "in insertLogical( new Fact( … ) )");
            inserted = in.expectWord("the name of a derived fact");
            in.expect("(", "after new " + inserted.text());
            arguments = in.isAt(")") ? List.of() : new ConditionParser(in).values();
            in.expect(")", "after the values of new " + inserted.text());
        } else {
            in.expect("kcontext", "in " + verb.text() + "( kcontext )");
        }
        in.expect(")", "after the call of " + verb.text());
        in.expect(";", "after the call of " + verb.text());
        return new Syntax.Call(verb, inserted, arguments);
    }
}
