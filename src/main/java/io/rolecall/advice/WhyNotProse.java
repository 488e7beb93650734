package io.rolecall.advice;

import io.rolecall.advice.Block.Heading;
import io.rolecall.advice.Block.Item;
import io.rolecall.advice.Block.Items;
import io.rolecall.advice.Block.Paragraph;
import io.rolecall.advice.Block.Title;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts into sentences what stood in the way of a rule or an outcome. */
final class WhyNotProse {

    private WhyNotProse() {}

    static List<Block> of(WhyNot.OfRule rule) {
        List<Block> page = new ArrayList<>();
        page.add(new Title("Rule \"" + rule.rule() + "\": " + (rule.fired() ? "it fired" : "it did not fire")));
        page.add(new Paragraph(rule.file() + ", line " + rule.line() + ". " + came(rule)));
        conditions(rule, page);
        return page;
    }

    static List<Block> of(WhyNot.OfOutcome outcome) {
        List<Block> page = new ArrayList<>();
        page.add(new Title(outcome.title() + " (" + outcome.outcome() + "): "
                + (outcome.recommended() ? "it was recommended" : "it was not recommended")));
        page.add(new Paragraph(
                outcome.conclusions().isEmpty()
                        ? "No conclusion leads to it."
                        : "These conclusions lead to it, the one that came closest first."));
        for (WhyNot.OfConclusion conclusion : outcome.conclusions()) {
            WhyNot.OfRule rule = conclusion.rule();
            page.add(new Heading(rule.rule()));
            page.add(new Paragraph(rule.file() + ", line " + rule.line() + ", precedence " + conclusion.precedence()
                    + ". " + came(rule) + outranked(rule, conclusion.outranked())));
            conclusion.scores().forEach(score -> page.add(new Paragraph(score(score))));
            conditions(rule, page);
        }
        return page;
    }

    private static String came(WhyNot.OfRule rule) {
        if (rule.fired()) {
            return "All its conditions hold.";
        }
        return rule.failed() == null
                ? "Nothing stood in its way but what is unknown."
                : "The first condition that failed: " + rule.failed() + ".";
    }

    private static String outranked(WhyNot.OfRule rule, List<String> others) {
        return others.isEmpty()
                ? ""
                : (rule.fired()
                                ? " It did not decide, because of: \""
                                : " If it held it would not decide, because of: \"")
                        + String.join("\", \"", others) + "\".";
    }

    private static String score(WhyNot.OfScore score) {
        String missed = score.missedBy().isEmpty()
                ? ""
                : score.missedBy().entrySet().stream()
                        .map(one -> one.getKey() + " by " + shown(one.getValue()))
                        .collect(Collectors.joining(", ", "; missed: ", ""));
        return "Score of " + score.leaning() + ": total " + score.total() + ", rank " + score.rank() + ", lead "
                + score.lead() + missed + ".";
    }

    private static void conditions(WhyNot.OfRule rule, List<Block> page) {
        page.add(items(rule.conditions()));
        for (List<Obstacle> way : rule.otherWays()) {
            page.add(new Paragraph("Another way for it to hold:"));
            page.add(items(way));
        }
    }

    private static Items items(List<Obstacle> conditions) {
        return new Items(false, conditions.stream().map(WhyNotProse::item).toList());
    }

    private static Item item(Obstacle condition) {
        String word = condition.holds() == null ? "Unknown" : condition.holds() ? "Holds" : "Fails";
        String read = condition.actual().entrySet().stream()
                .map(one -> one.getKey() + " is " + shown(one.getValue()))
                .collect(Collectors.joining(", "));
        String missed = condition.missedBy() == null ? "" : "; missed by " + shown(condition.missedBy());
        return new Item(
                word + ": " + condition.condition(),
                List.of("Required: " + condition.required() + (read.isEmpty() ? "" : "; " + read) + missed + "."));
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "unknown";
        }
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : value.toString();
    }
}
