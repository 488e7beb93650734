package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Searched;
import io.rolecall.knowledge.ValueType.Simple;
import io.rolecall.vocabulary.Sought;
import io.rolecall.vocabulary.WordSequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what a text is searched for, and takes it into the policy's phrases. */
final class MentionChecker {

    private static final String BASE_FORM =
            "A phrase is one or more words, as they may stand in the text: \"build dashboards\".";

    private final Phrasebook book;

    MentionChecker(Phrasebook book) {
        this.book = book;
    }

    Condition check(Syntax.Mentioning mentioning, Operand left) {
        if (left.type() != Simple.TEXT || left instanceof Constant) {
            throw new Mistake(
                    Code.WRONG_TYPE,
                    mentioning.left().span(),
                    "`mentions` searches a String field; this is "
                            + (left instanceof Constant ? "a fixed value" : ConditionChecker.article(left.type()))
                            + ".",
                    "Write mentions( field, \"a phrase\" ).");
        }
        if (mentioning.searched().size() > Limits.PHRASES_OF_A_CONDITION) {
            throw new Mistake(
                    Code.TOO_MANY,
                    mentioning.span(),
                    "A mentions( … ) has at most " + Limits.PHRASES_OF_A_CONDITION + " phrases.",
                    "Join several with ||, in several rules.");
        }
        List<Sought> sought = new ArrayList<>();
        for (Searched searched : mentioning.searched()) {
            Sought one = sought(searched);
            if (sought.contains(one)) {
                throw new Mistake(
                        Code.DUPLICATE,
                        searched.phrase().span(),
                        "This is looked for already: " + one.text() + ".",
                        "Leave it out; letter case, spaces and signs between words make no difference.");
            }
            sought.add(one);
            book.add(one);
        }
        if (book.size() > Limits.PHRASES) {
            throw new Mistake(
                    Code.TOO_MANY,
                    mentioning.span(),
                    "The rules of a policy look for at most " + Limits.PHRASES + " phrases.",
                    "Leave out those that others cover.");
        }
        return new Condition.Mentioning(left, List.copyOf(sought), book, mentioning.span());
    }

    private static Sought sought(Searched searched) {
        String first = phrase(searched.phrase());
        return searched.other() == null
                ? Sought.phrase(first)
                : Sought.near(between(searched.between()), first, phrase(searched.other()));
    }

    private static int between(@Nullable Literal between) {
        if (between == null) {
            return Sought.NEAR;
        }
        if (between.kind() != Literal.Kind.INTEGER
                || !between.text().matches("[0-9]{1,4}")
                || Integer.parseInt(between.text()) > Limits.WORDS_BETWEEN) {
            throw new Mistake(
                    Code.BAD_PHRASE,
                    between.span(),
                    "near takes how many words may stand between, and that is " + Messages.shorten(between.text())
                            + " (expected: 0 to " + Limits.WORDS_BETWEEN + ").",
                    null);
        }
        return Integer.parseInt(between.text());
    }

    private static String phrase(Literal literal) {
        String text = literal.text();
        int length = text.codePointCount(0, text.length());
        if (length > Limits.PHRASE_LENGTH) {
            throw new Mistake(
                    Code.BAD_PHRASE,
                    literal.span(),
                    "The phrase has " + length + " characters (expected: at most " + Limits.PHRASE_LENGTH + ").",
                    BASE_FORM);
        }
        int words = WordSequence.of(text).size();
        if (words == 0) {
            throw new Mistake(
                    Code.BAD_PHRASE,
                    literal.span(),
                    "The phrase \"" + text + "\" has no letter or digit, so that no text mentions it.",
                    BASE_FORM);
        }
        if (words > Limits.WORDS_OF_A_PHRASE) {
            throw new Mistake(
                    Code.BAD_PHRASE,
                    literal.span(),
                    "The phrase has " + words + " words (expected: at most " + Limits.WORDS_OF_A_PHRASE + ").",
                    "Look for what is the same in every text, or write near( \"one phrase\", \"another\" ).");
        }
        return text;
    }
}
