package io.rolecall.advice;

import io.rolecall.advice.Interviewed.Question;
import io.rolecall.advice.Interviewed.Status;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Policy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An interview in lines of text: questions go out, answers come in. */
final class Conversation {

    private static final String UNKNOWN = "?";
    private static final String BACK = "back";
    private static final String END = "end";

    private final Policy policy;
    private final InterviewReader.Known before;
    private final BufferedReader in;
    private final PrintWriter out;
    private final List<Said> said = new ArrayList<>();

    /** @param value null where it is not known */
    private record Said(String fact, @Nullable JsonNode value) {}

    /** @param before what is known at its beginning */
    Conversation(Policy policy, InterviewReader.Known before, BufferedReader in, PrintWriter out) {
        this.policy = policy;
        this.before = before;
        this.in = in;
        this.out = out;
    }

    /** Goes on until nothing is worth asking, or nobody answers. */
    void hold() {
        out.println(policy.about().title());
        out.println("Answer with a number or a word. " + UNKNOWN + " or nothing: it is not known; " + BACK
                + ": the last answer is taken back; " + END + ": that is all.");
        Interviewed step = step();
        boolean more = true;
        while (more && !step.questions().isEmpty()) {
            Question question = step.questions().get(0);
            out.println("\nIt can still become: " + outcomes(step.canStillBecome(), step));
            print(question);
            more = answered(question);
            step = step();
        }
        conclude(step);
    }

    private Interviewed step() {
        Set<String> declined = new LinkedHashSet<>(before.declined());
        said.stream().filter(one -> one.value() == null).forEach(one -> declined.add(one.fact()));
        return Interviewed.of(policy, null, new InterviewReader.Known(facts(stated()), declined), 1);
    }

    private ObjectNode stated() {
        ObjectNode facts = (ObjectNode) before.facts().received().deepCopy();
        said.forEach(one -> state(facts, one));
        return facts;
    }

    private static void state(ObjectNode facts, Said said) {
        String[] names = said.fact().split("\\.", 2);
        if (said.value() != null) {
            ObjectNode fact = facts.path(names[0]) instanceof ObjectNode known ? known : facts.putObject(names[0]);
            fact.set(names[1], said.value());
        }
    }

    /** @throws FactReader.Refused where an answer does not fit */
    private Facts facts(ObjectNode facts) {
        return FactReader.read(facts, "", policy.base().rulebook());
    }

    private String outcomes(List<String> outcomes, Interviewed step) {
        boolean all = outcomes.size() > policy.about().outcomes().size();
        String titles = outcomes.stream().map(policy.about()::title).collect(Collectors.joining("; "));
        return (all ? "anything" : titles) + (step.proven() ? "." : ", as far as can be told.");
    }

    private void print(Question question) {
        out.println("\n" + (said.size() + 1) + ". " + question.ask());
        if (question.why() != null) {
            out.println("   " + question.why());
        }
        if (question.options() == null) {
            out.println("   " + TypedAnswer.expected(question));
        } else {
            for (int i = 0; i < question.options().size(); i++) {
                out.println("   " + (i + 1) + "  " + question.options().get(i).label());
            }
        }
    }

    /** @return false where no more is to be asked */
    private boolean answered(Question question) {
        Said answer = null;
        while (answer == null) {
            String line = line();
            switch (line) {
                case END -> {
                    return false;
                }
                case BACK -> {
                    if (!said.isEmpty()) {
                        said.remove(said.size() - 1);
                        return true;
                    }
                    out.println("There is no answer to take back.");
                }
                case UNKNOWN, "" -> answer = new Said(question.fact(), null);
                default -> answer = fitting(line, question);
            }
        }
        said.add(answer);
        return true;
    }

    private String line() {
        out.print("> ");
        out.flush();
        try {
            String line = in.readLine();
            return line == null ? END : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null where it does not fit, which is told. */
    private @Nullable Said fitting(String line, Question question) {
        JsonNode value = TypedAnswer.of(line, question);
        if (value == null) {
            int options = question.options() == null ? 0 : question.options().size();
            out.println("\"" + Messages.shorten(line) + "\" is none of the answers (expected: 1 to " + options + ", "
                    + UNKNOWN + ", " + BACK + " or " + END + ").");
            return null;
        }
        Said answer = new Said(question.fact(), value);
        ObjectNode alone = JsonNodeFactory.instance.objectNode();
        state(alone, answer);
        try {
            facts(alone);
            return answer;
        } catch (FactReader.Refused refused) {
            out.println(refused.problems().get(0).message());
            return null;
        }
    }

    private void conclude(Interviewed step) {
        ObjectNode facts = stated();
        Recommendation answer = Recommendation.of(policy, null, facts(facts), null, List.of(), null, null, null);
        long answered = said.stream().filter(one -> one.value() != null).count();
        out.println("\n" + Messages.count(said.size(), "question", "questions") + ", " + answered + " answered. "
                + standing(step));
        out.println("\n" + Plain.answer(answer));
        out.println(JsonNodeFactory.instance.objectNode().set(BodyMembers.FACTS, facts));
        out.flush();
    }

    private String standing(Interviewed step) {
        if (step.status() == Status.SETTLED) {
            return "Nothing else can change the outcome.";
        }
        List<String> others = step.canStillBecome().stream()
                .filter(outcome -> !outcome.equals(step.outcome()))
                .toList();
        return step.settledAsAsked()
                ? "Only what was not answered can change the outcome, to: " + outcomes(others, step)
                : "The outcome can still become: " + outcomes(others, step);
    }
}
