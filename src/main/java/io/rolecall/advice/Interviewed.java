package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.Interview;
import io.rolecall.knowledge.ValueType;
import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.ValueType.Simple;
import io.rolecall.policy.Policy;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where an interview stands. Among outcomes {@code undecided} is one.
 *
 * @param outcome of what is known so far
 * @param canStillBecome every outcome that more facts can lead to, the present one too
 * @param irrelevant what is not known, and cannot change the outcome whatever else is stated
 * @param questions what is worth asking, the best first; of those that were not declined
 * @param settledAsAsked whether only what was declined can still change the outcome
 * @param proven false where the search ended before its end: then {@code canStillBecome} may name too many outcomes, and a case that
 *     is settled is called open
 */
record Interviewed(
        Recommendation.Version policy,
        Status status,
        String outcome,
        String title,
        List<String> canStillBecome,
        List<String> irrelevant,
        List<Question> questions,
        boolean settledAsAsked,
        boolean proven) {

    /** As many questions as there are. */
    static final int ALL = Integer.MAX_VALUE;

    /** Whether anything can still change the outcome. */
    enum Status {
        SETTLED,
        OPEN
    }

    /**
     * A fact worth asking for.
     *
     * @param why what the answer decides
     * @param options the answers there are; left out where they are numbers or texts
     * @param type of a number or text, in the words of JSON Schema, as are its bounds
     * @param couldChangeTo outcomes that an answer can lead to, alone or together with other answers
     * @param impact how often two answers to it lead to different outcomes, from 0 to 1
     */
    @JsonInclude(Include.NON_NULL)
    record Question(
            String fact,
            String ask,
            @Nullable String why,
            @Nullable List<Option> options,
            @Nullable String type,
            @Nullable Number minimum,
            @Nullable Number maximum,
            @Nullable Integer maxLength,
            List<String> couldChangeTo,
            double impact) {

        static Question of(Interview.Asking asking) {
            Field field = asking.field();
            List<Option> options = options(field.type());
            boolean text = field.type() == Simple.TEXT;
            return new Question(
                    field.path(),
                    Objects.requireNonNull(field.ask()),
                    field.why(),
                    options,
                    options == null ? FactsSchema.name(field.type()) : null,
                    FactsSchema.minimum(field),
                    FactsSchema.maximum(field),
                    text ? field.maxLength() : null,
                    words(asking.couldChangeTo()),
                    asking.impact());
        }

        private static @Nullable List<Option> options(ValueType type) {
            if (type == Simple.BOOLEAN) {
                return List.of(new Option(true, "Yes"), new Option(false, "No"));
            }
            return type instanceof EnumType declared
                    ? IntStream.range(0, declared.constants().size())
                            .mapToObj(i -> new Option(
                                    declared.constants().get(i),
                                    declared.labels().get(i)))
                            .toList()
                    : null;
        }
    }

    /** @param value as the facts state it */
    record Option(Object value, String label) {}

    /**
     * @param version null on the command line
     * @param limit how many questions at most
     */
    static Interviewed of(Policy policy, @Nullable Integer version, InterviewReader.Known known, int limit) {
        Interview.Step step = Interview.step(policy.base(), known.facts(), known.declined(), policy.stated()::likely);
        return new Interviewed(
                new Recommendation.Version(policy.name(), version, policy.digest()),
                step.settled() ? Status.SETTLED : Status.OPEN,
                Policy.Outcome.word(step.outcome()),
                policy.about().title(step.outcome()),
                words(step.canStillBecome()),
                step.irrelevant(),
                step.questions().stream().limit(limit).map(Question::of).toList(),
                step.settledAsAsked(),
                step.proven());
    }

    private static List<String> words(List<@Nullable String> outcomes) {
        return outcomes.stream().map(Policy.Outcome::word).toList();
    }
}
