package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands between {@code then} and {@code end}: one call of one verb. */
final class ConsequenceParser {

    private final TokenReader in;

    ConsequenceParser(TokenReader in) {
        this.in = in;
    }

    /** Reads the end of a rule. */
    void end() {
        if (!in.isAt("end") && (in.atEnd() || in.isAt("rule") || in.isAt("declare"))) {
            throw in.missing("end", "after the consequence");
        }
        if (!in.isAt("end")) {
            throw behindConsequence();
        }
        in.next();
    }

    /** Null where nothing is called. */
    Syntax.@Nullable Call call() {
        if (in.isAt("end")) {
            return null;
        }
        Token word = in.peek();
        Name verb = in.expectWord("raise( kcontext ), recommend( kcontext ), step( kcontext ), caution( kcontext )"
                + " or insertLogical( new Fact( … ) )");
        boolean call = in.isAt("(") && (Verb.isVerb(verb.text()) || in.peek(1).is("kcontext"));
        if (!call && !(in.atNewLine() && Verb.isVerb(verb.text()))) {
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
            arguments = in.isAt(")") ? List.of() : new ExpressionParser(in).values();
            in.expect(")", "after the values of new " + inserted.text());
        } else {
            in.expect("kcontext", "in " + verb.text() + "( kcontext )");
        }
        in.expect(")", "after the call of " + verb.text());
        in.expect(";", "after the call of " + verb.text());
        return new Syntax.Call(verb, inserted, arguments);
    }

    private Mistake behindConsequence() {
        Token found = in.peek();
        if (Verb.isVerb(found.text())) {
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
                called != found && Verb.isVerb(called.text())
                        ? "Write " + called.text() + "( kcontext );"
                        : Messages.didYouMean(found.text(), Verb.words()));
    }
}
