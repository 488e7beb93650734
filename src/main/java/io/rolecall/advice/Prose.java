package io.rolecall.advice;

import io.rolecall.advice.Account.Reason;
import io.rolecall.advice.Block.Heading;
import io.rolecall.advice.Block.Item;
import io.rolecall.advice.Block.Items;
import io.rolecall.advice.Block.Paragraph;
import io.rolecall.advice.Block.Title;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.Evaluation.Undecided;
import io.rolecall.knowledge.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an account into sentences. */
final class Prose {

    private static final Pattern ENDED = Pattern.compile("[.!?…]\"?\\s*$");

    private final List<Block> page = new ArrayList<>();
    private final boolean full;

    private Prose(Detail detail) {
        this.full = detail == Detail.FULL;
    }

    static List<Block> of(Account account) {
        Prose prose = new Prose(account.detail());
        prose.answer(account);
        prose.reasons(account);
        prose.unknown(account);
        prose.todo(account);
        prose.origin(account);
        return prose.page;
    }

    private void answer(Account account) {
        page.add(new Title(account.title()));
        paragraph(account.statement());
        if (account.scores().stream().anyMatch(score -> score.total() != 0)) {
            paragraph("The evidence adds up to: "
                    + account.scores().stream()
                            .map(score -> score.leaning() + " " + score.total())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private void reasons(Account account) {
        boolean decided = account.outcome() != null;
        boolean conflict = Undecided.CONFLICT.name().equals(account.reason());
        Account.LeftOut more = account.leftOut();
        section(
                conflict ? "What spoke for each of the answers" : "What spoke for it",
                account.spokeFor(),
                this::reason,
                more.spokeFor());
        section("What spoke against it", account.spokeAgainst(), this::reason, more.spokeAgainst());
        section(
                decided ? "What else the facts say; it did not decide" : "What the facts say so far",
                account.alsoSaid(),
                this::reason,
                more.alsoSaid());
    }

    private Item reason(Reason reason) {
        String said = sentence(reason.text()) + " " + role(reason) + cited(reason.cites());
        if (!full) {
            return Item.of(said);
        }
        List<String> notes = new ArrayList<>();
        notes.add("Rule \"" + reason.rule() + "\", " + reason.file() + ", line " + reason.line() + ".");
        if (!reason.facts().isEmpty()) {
            notes.add("It read: "
                    + reason.facts().entrySet().stream()
                            .map(fact -> fact.getKey() + " = " + shown(fact.getValue()))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return new Item(said, notes);
    }

    private static String role(Reason reason) {
        if (reason.leadsTo() != null) {
            return "This leads to: " + reason.leadsTo()
                    + (Boolean.TRUE.equals(reason.decided()) ? "." : "; another conclusion took precedence.");
        }
        boolean favours = reason.favours() != null;
        return "Speaks " + (favours ? "for: " + reason.favours() : "against: " + reason.opposes()) + ", weight "
                + reason.weight() + ".";
    }

    private void unknown(Account account) {
        section(
                "What was not known",
                account.unknown(),
                this::question,
                account.leftOut().unknown());
    }

    private Item question(Account.OpenQuestion fact) {
        String asked = fact.question() == null ? "" : sentence(fact.question()) + " ";
        String waiting = fact.rules() == null || fact.rules() == 0
                ? ""
                : "Without an answer " + Messages.count(fact.rules(), "rule", "rules") + " could not be decided. ";
        return new Item(
                asked + waiting + "(" + fact.fact() + ")",
                full && fact.why() != null ? List.of(fact.why()) : List.of());
    }

    private void todo(Account account) {
        if (!account.plan().isEmpty()) {
            page.add(new Heading("What to do"));
            page.add(new Items(true, account.plan().stream().map(this::step).toList()));
            rest(account.leftOut().plan());
        }
        section(
                "Cautions",
                account.cautions(),
                caution -> named(sentence(caution.warns()) + cited(caution.cites()), caution.rule(), null),
                account.leftOut().cautions());
    }

    private Item step(Evaluation.Step step) {
        return named(
                sentence(step.advises()) + cited(step.cites()),
                step.rule(),
                step.until() == null ? null : "Until: " + sentence(step.until()));
    }

    private Item named(String text, String rule, @Nullable String until) {
        List<String> notes = new ArrayList<>();
        if (until != null) {
            notes.add(until);
        }
        if (full) {
            notes.add("Rule \"" + rule + "\".");
        }
        return new Item(text, notes);
    }

    private void origin(Account account) {
        section("Sources", account.sources(), source -> Item.of(source(source)), 0);
        page.add(new Heading("Where this is from"));
        if (account.masked() != null) {
            paragraph("Kept out of the record, and of what was made from it: " + String.join(", ", account.masked())
                    + ".");
        }
        Account.Origin from = account.recorded();
        Integer version = from.policy().version();
        paragraph("Policy " + from.policy().name() + ", " + from.policyTitle()
                + (version == null ? "" : ", version " + version) + ", "
                + from.policy().digest() + ".");
        paragraph(
                from.id() == null
                        ? "It is not recorded."
                        : "Record " + from.id() + " of " + from.recordedAt()
                                + (from.reference() == null ? "" : ", reference " + from.reference())
                                + (from.leaf() == null ? "" : "; its entry in the log has the hash " + from.leaf())
                                + ".");
    }

    private static String source(Account.CitedSource source) {
        StringBuilder text = new StringBuilder(source.key() + ": " + source.title());
        for (Object part : new Object[] {source.author(), source.year(), source.where()}) {
            text.append(part == null ? "" : ", " + part);
        }
        if (!source.places().isEmpty()) {
            text.append("; ")
                    .append(source.places().size() == 1 ? "place " : "places ")
                    .append(String.join(", ", source.places()));
        }
        return sentence(text.toString());
    }

    private <T> void section(String heading, List<T> all, Function<T, Item> item, int more) {
        if (!all.isEmpty()) {
            page.add(new Heading(heading));
            page.add(new Items(false, all.stream().map(item).toList()));
            rest(more);
        }
    }

    private void rest(int more) {
        if (more > 0) {
            paragraph("And " + more + " more.");
        }
    }

    private void paragraph(String text) {
        page.add(new Paragraph(text));
    }

    private static String cited(List<String> cites) {
        return cites.isEmpty() ? "" : " (" + String.join(", ", cites) + ")";
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }

    /** Policies mostly end their texts with a full stop, but need not. */
    private static String sentence(String text) {
        return ENDED.matcher(text).find() ? text : text + ".";
    }
}
