package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.IsUnknown;
import io.rolecall.knowledge.Condition.Matching;
import io.rolecall.knowledge.Condition.Membership;
import io.rolecall.knowledge.Condition.Mentioning;
import io.rolecall.knowledge.Condition.Operator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition that speaks of {@link Cell cells}, so that conditions of several patterns and rules can be examined together. */
sealed interface Claim {

    record All(List<Claim> parts) implements Claim {}

    record Any(List<Claim> parts) implements Claim {}

    record Not(Claim part) implements Claim {}

    /** What is certain before any fact is known: that a fact is there, or that no rule inserts it. */
    record Certain(Truth truth, String text, Span span, String why) implements Claim {}

    /**
     * A condition without parts.
     *
     * @param terms what stands in it, in the order of the text
     * @param written false where the language implies it and nobody wrote it
     */
    record Leaf(Condition origin, List<Term> terms, Span span, boolean written) implements Claim {

        /** @param values of every cell, by its number; null is unknown */
        Truth on(@Nullable Object[] values) {
            if (origin instanceof Comparison comparison) {
                return compared(
                        comparison.operator(),
                        comparison.left().type().isNumber(),
                        terms.get(0).in(values),
                        terms.get(1).in(values));
            }
            Object left = terms.get(0).in(values);
            if (origin instanceof IsUnknown unknown) {
                return Truth.of((left == null) != unknown.negated());
            }
            TextMark mark = TextMark.of(origin);
            if (mark != null) {
                return left == null ? Truth.UNKNOWN : Truth.of(has(left, mark));
            }
            Membership membership = (Membership) origin;
            Truth in = Truth.FALSE;
            for (Term member : terms.subList(1, terms.size())) {
                Truth same = compared(Operator.EQUAL, membership.left().type().isNumber(), left, member.in(values));
                if (same == Truth.TRUE) {
                    in = Truth.TRUE;
                    break;
                }
                in = same == Truth.UNKNOWN ? Truth.UNKNOWN : in;
            }
            return membership.negated() ? in.not() : in;
        }

        private boolean has(Object text, TextMark mark) {
            if (text instanceof OtherText other) {
                return other.having().contains(mark);
            }
            return origin instanceof Matching matching
                    ? matching.pattern().matches((String) text)
                    : ((Mentioning) origin).in((String) text);
        }

        private static Truth compared(
                Operator operator, boolean numbers, @Nullable Object left, @Nullable Object right) {
            if (left == null || right == null) {
                return Truth.UNKNOWN;
            }
            if (!numbers) {
                return Truth.of(left.equals(right) == (operator == Operator.EQUAL));
            }
            double first = ((Number) left).doubleValue();
            double second = ((Number) right).doubleValue();
            return Truth.of(
                    switch (operator) {
                        case EQUAL -> first == second;
                        case NOT_EQUAL -> first != second;
                        case LESS -> first < second;
                        case LESS_OR_EQUAL -> first <= second;
                        case GREATER -> first > second;
                        case GREATER_OR_EQUAL -> first >= second;
                    });
        }
    }

    /** What a leaf compares. */
    sealed interface Term permits Cell, Fixed {

        default @Nullable Object in(@Nullable Object[] values) {
            return this instanceof Cell cell ? values[cell.number()] : ((Fixed) this).value();
        }
    }

    record Fixed(Object value) implements Term {}

    /**
     * A text that no condition spells out, known only by what it matches and mentions.
     *
     * @param number two of different numbers are different texts
     * @param lacking what it does not
     * @param named the texts that it is not
     */
    record OtherText(int number, Set<TextMark> having, Set<TextMark> lacking, Set<Object> named) {}

    /** What it is made of directly. */
    static List<Claim> parts(Claim claim) {
        if (claim instanceof All all) {
            return all.parts();
        }
        if (claim instanceof Any any) {
            return any.parts();
        }
        return claim instanceof Not not ? List.of(not.part()) : List.of();
    }

    /** Every leaf in it, in the order of the text. */
    static void leaves(Claim claim, java.util.Collection<Leaf> into) {
        if (claim instanceof Leaf leaf) {
            into.add(leaf);
        } else {
            parts(claim).forEach(part -> leaves(part, into));
        }
    }

    static Set<Cell> cells(Claim claim) {
        List<Leaf> leaves = new java.util.ArrayList<>();
        leaves(claim, leaves);
        Set<Cell> cells = new java.util.LinkedHashSet<>();
        leaves.forEach(leaf -> leaf.terms().forEach(term -> {
            if (term instanceof Cell cell) {
                cells.add(cell);
            }
        }));
        return cells;
    }
}
