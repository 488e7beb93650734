package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.EnumDeclaration;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.RuleDeclaration;
import io.rolecall.knowledge.Syntax.TypeDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file: its package and imports, the frame of its declarations and rules. What stands in them has parsers of its own. */
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
    private final DeclarationParser declarations;
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
        this.declarations = new DeclarationParser(in, findings);
    }

    static Syntax.File parse(SourceFile source, List<Finding> findings) {
        return new Parser(source, findings).file();
    }

    private Syntax.File file() {
        while (!in.atEnd()) {
            boolean named = in.isAt("rule") && in.peek(1).kind() == Token.Kind.TEXT;
            String rule = named ? in.peek(1).text() : null;
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
        Name name = in.dottedName("the policy's name");
        in.accept(";");
        if (packageName == null) {
            packageName = name;
        } else {
            findings.add(Finding.of(
                    Code.DUPLICATE, name.span(), null, "The file names a package twice.", "Delete the second line."));
        }
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
        Name name = in.dottedName("a name to import");
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
            enums.add(declarations.enumeration());
        } else {
            types.add(declarations.type());
        }
        in.expect("end", "in a declaration");
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
        List<Annotation> head = new AnnotationParser(in).annotations();
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
        ConsequenceParser consequence = new ConsequenceParser(in);
        Syntax.Call then = consequence.call();
        consequence.end();
        rules.add(new RuleDeclaration(name, head, when, then));
    }
}
