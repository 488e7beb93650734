package io.rolecall.advice;

import io.rolecall.advice.Account.Reason;
import io.rolecall.knowledge.Evaluation.Caution;
import io.rolecall.knowledge.Evaluation.Step;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.RuleSentence;
import io.rolecall.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sorts what a recorded answer says by what it means for the answer, and adds the titles, questions and sources of its version. */
final class Retelling {

    private static final Comparator<Reason> WEIGHTIEST =
            Comparator.comparing(reason -> reason.weight() == null ? 0 : -reason.weight());

    private final RecordedAnswer recorded;
    private final Part answer;
    private final Policy policy;
    private final RuleSentence.Titles titles;
    private final List<Reason> spokeFor = new ArrayList<>();
    private final List<Reason> spokeAgainst = new ArrayList<>();
    private final List<Reason> alsoSaid = new ArrayList<>();

    /** @param policy the version that gave the answer */
    Retelling(RecordedAnswer recorded, Policy policy) {
        this.recorded = recorded;
        this.answer = new Part(recorded.answer());
        this.policy = policy;
        this.titles = policy.about().titles();
        conclusions();
        evidence();
    }

    Account account(Detail detail) {
        List<Account.OpenQuestion> unknown = unknown();
        List<Step> plan = answer.parts("plan").stream().map(Retelling::step).toList();
        List<Caution> cautions =
                answer.parts("cautions").stream().map(Retelling::caution).toList();
        List<String> cited = Stream.of(
                        detail.cut(spokeFor).stream().map(Reason::cites),
                        detail.cut(spokeAgainst).stream().map(Reason::cites),
                        detail.cut(alsoSaid).stream().map(Reason::cites),
                        detail.cut(plan).stream().map(Step::cites),
                        detail.cut(cautions).stream().map(Caution::cites))
                .flatMap(cites -> cites.flatMap(List::stream))
                .distinct()
                .toList();
        return new Account(
                detail,
                answer.text("title"),
                answer.text("statement"),
                answer.text("status"),
                answer.textOrNull("outcome"),
                answer.textOrNull("reason"),
                answer.parts("scores").stream()
                        .map(score -> new Account.Standing(title(score.text("leaning")), score.number("total")))
                        .toList(),
                detail.cut(spokeFor),
                detail.cut(spokeAgainst),
                detail.cut(alsoSaid),
                detail.cut(unknown),
                detail.cut(plan),
                detail.cut(cautions),
                new Account.LeftOut(
                        detail.rest(spokeFor),
                        detail.rest(spokeAgainst),
                        detail.rest(alsoSaid),
                        detail.rest(unknown),
                        detail.rest(plan),
                        detail.rest(cautions)),
                Citations.resolved(cited, policy.sources()),
                recorded.masked().isEmpty() ? null : recorded.masked(),
                origin());
    }

    /** Where the rules contradict each other, every conclusion that decided spoke for an answer, each for its own. */
    private void conclusions() {
        String outcome = answer.textOrNull("outcome");
        List<Reason> outranked = new ArrayList<>();
        for (Part conclusion : answer.parts("conclusions")) {
            boolean decided = conclusion.flag("decisive");
            boolean own = conclusion.text("recommends").equals(outcome);
            (decided ? spokeFor : own ? outranked : outcome == null ? alsoSaid : spokeAgainst)
                    .add(conclusion(conclusion, decided));
        }
        spokeFor.addAll(outranked);
    }

    private void evidence() {
        Set<String> leading = leading();
        List<Reason> favourable = new ArrayList<>();
        List<Reason> adverse = new ArrayList<>();
        List<Reason> other = new ArrayList<>();
        for (Part signal : answer.parts("signals")) {
            String favours = signal.textOrNull("favours");
            boolean leads = leading.contains(favours == null ? signal.text("opposes") : favours);
            // What opposes a rival helps the one that leads: the lead is what counts.
            (leading.isEmpty() ? other : leads == (favours != null) ? favourable : adverse)
                    .add(signal(signal, favours));
        }
        favourable.stream().sorted(WEIGHTIEST).forEach(spokeFor::add);
        adverse.stream().sorted(WEIGHTIEST).forEach(spokeAgainst::add);
        other.stream().sorted(WEIGHTIEST).forEach(alsoSaid::add);
    }

    /**
     * The leanings on which the answer rests: of those whose scores the conclusions that lead to it read, the ones that stand highest.
     * The others were read to see that they stand lower. Empty where none of these conclusions read a score.
     */
    private Set<String> leading() {
        String outcome = answer.textOrNull("outcome");
        Set<String> read = new HashSet<>();
        answer.parts("conclusions").stream()
                .filter(conclusion -> conclusion.text("recommends").equals(outcome))
                .forEach(conclusion -> read.addAll(conclusion.texts("scores")));
        List<Part> scores = answer.parts("scores").stream()
                .filter(score -> read.contains(score.text("leaning")))
                .toList();
        int highest =
                scores.stream().mapToInt(score -> score.number("rank")).min().orElse(0);
        return scores.stream()
                .filter(score -> score.number("rank") == highest)
                .map(score -> score.text("leaning"))
                .collect(Collectors.toSet());
    }

    private Reason conclusion(Part conclusion, boolean decided) {
        String outcome = policy.about().outcome(conclusion.text("recommends")).title();
        return reason(conclusion, outcome, decided, null, null, null);
    }

    private Reason signal(Part signal, @Nullable String favours) {
        return reason(
                signal,
                null,
                null,
                favours == null ? null : title(favours),
                favours == null ? title(signal.text("opposes")) : null,
                signal.number("weight"));
    }

    private static Reason reason(
            Part rule,
            @Nullable String leadsTo,
            @Nullable Boolean decided,
            @Nullable String favours,
            @Nullable String opposes,
            @Nullable Integer weight) {
        return new Reason(
                rule.text("because"),
                leadsTo,
                decided,
                favours,
                opposes,
                weight,
                rule.text("rule"),
                rule.text("file"),
                rule.number("line"),
                rule.values("facts"),
                rule.texts("cites"));
    }

    private List<Account.OpenQuestion> unknown() {
        Map<String, Field> asked = new HashMap<>();
        policy.base()
                .rulebook()
                .asked()
                .forEach(type -> type.fields().forEach(field -> asked.put(field.path(), field)));
        Map<String, Integer> waiting = waiting();
        List<Account.OpenQuestion> unknown = new ArrayList<>();
        for (String path : answer.texts("unknown")) {
            Field field = asked.get(path);
            unknown.add(new Account.OpenQuestion(
                    path,
                    field == null ? null : field.ask(),
                    field == null ? null : field.why(),
                    waiting == null ? null : waiting.getOrDefault(path, 0)));
        }
        unknown.sort(Comparator.comparing(fact -> fact.rules() == null ? 0 : -fact.rules()));
        return unknown;
    }

    /** Null where it cannot be told: what waits may depend on values that are masked. */
    private @Nullable Map<String, Integer> waiting() {
        if (!recorded.masked().isEmpty()) {
            return null;
        }
        try {
            return Waiting.rules(policy.base().rulebook(), recorded.facts(policy, recorded.version()));
        } catch (OverBudgetException e) {
            return null;
        }
    }

    private Account.Origin origin() {
        Part version = new Part(answer.json().path("policy"));
        return new Account.Origin(
                new Recommendation.Version(
                        version.text("name"),
                        version.json().has("version") ? version.number("version") : null,
                        version.text("digest")),
                policy.about().title(),
                answer.textOrNull("id"),
                answer.textOrNull("recordedAt"),
                new Part(answer.json().path("audit")).textOrNull("leaf"),
                answer.textOrNull("reference"));
    }

    private static Step step(Part step) {
        return new Step(
                step.number("order"),
                step.text("advises"),
                step.textOrNull("until"),
                step.text("rule"),
                step.texts("cites"));
    }

    private static Caution caution(Part caution) {
        return new Caution(caution.text("warns"), caution.text("rule"), caution.texts("cites"));
    }

    private String title(String leaning) {
        return titles.leaning(leaning);
    }
}
