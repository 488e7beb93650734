package io.rolecall.advice;

import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Rule;
import io.rolecall.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What {@code recommend} prints instead of the recommendation where the reasons are asked for. */
final class Explaining {

    @Option(
            names = "--why-not",
            paramLabel = "X",
            description = "what stood in the way of an outcome, or of a rule by its name")
    private @Nullable String whyNot;

    @Option(
            names = "--explain",
            arity = "0..1",
            paramLabel = "DETAIL",
            preprocessor = Attached.class,
            converter = Word.class,
            description =
                    "what the recommendation rests on, in sentences: --explain, or --explain=short, standard or full")
    private @Nullable Detail detail;

    /** Null where the recommendation itself is wanted. */
    @Nullable
    Detail detail() {
        return detail;
    }

    boolean asksWhyNot() {
        return whyNot != null;
    }

    /** Null where the reasons of no outcome are asked for. */
    @Nullable
    String outcome(Policy policy) {
        return whyNot != null && outcomes(policy).contains(whyNot) ? whyNot : null;
    }

    private static List<String> outcomes(Policy policy) {
        return policy.about().outcomes().stream().map(Policy.Outcome::id).toList();
    }

    /** @throws ParameterException where there is neither an outcome nor a rule of the name */
    Told whyNot(Policy policy, Facts facts, CommandLine command) {
        String asked = Objects.requireNonNull(whyNot);
        WhyNot found = WhyNot.in(policy.base().rulebook(), facts);
        String outcome = outcome(policy);
        if (outcome != null) {
            return found.outcome(outcome, policy.about().title(outcome));
        }
        return found.rule(asked)
                .orElseThrow(() -> new ParameterException(command, unknown(asked, policy, outcomes(policy))));
    }

    private static String unknown(String asked, Policy policy, List<String> outcomes) {
        List<String> names = new ArrayList<>(outcomes);
        policy.base().rulebook().rules().stream().map(Rule::name).forEach(names::add);
        String hint = Messages.didYouMean(asked, names);
        return "There is no outcome and no rule \"" + Messages.shorten(asked) + "\" (expected: "
                + String.join(", ", outcomes) + ", or the name of a rule)." + (hint == null ? "" : " " + hint);
    }

    /** So that {@code --explain DIR} is no detail called DIR. */
    static final class Attached implements IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            if (" ".equals(info.get("separator"))) {
                arguments.push(Detail.STANDARD.word());
            }
            return false;
        }
    }

    static final class Word implements ITypeConverter<Detail> {

        @Override
        public Detail convert(String word) {
            return Detail.of(word)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + word + "\" is no detail (expected: " + String.join(", ", Detail.words()) + ")"));
        }
    }
}
