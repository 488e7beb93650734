package io.rolecall.advice;

import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.Rulebook;
import io.rolecall.policy.NamedPolicy;
import io.rolecall.policy.Policy;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code interview DIR POLICY}: asks what matters, one question after another, until the outcome is settled. */
@Command(
        name = "interview",
        description =
                "Asks for facts, the most telling first, until nothing can change the outcome; nothing is recorded.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:an outcome, or undecided, however far it came",
            "1:the policy or the facts were refused",
            "2:wrong usage"
        })
public final class InterviewCommand implements Callable<Integer> {

    private static final int FINE = 0;
    private static final int FOUND = 1;

    private final Reader in;

    @Mixin
    private NamedPolicy chosen = new NamedPolicy();

    @Option(
            names = "--facts",
            paramLabel = "FILE",
            description = "what is known: {\"facts\": {…}, \"declined\": […]}, or the facts alone")
    private @Nullable Path facts;

    @Option(names = "--json", description = "one step, as the service sends it, and no conversation")
    private boolean asJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Answers are read from the terminal, or from what is piped into it. */
    public InterviewCommand() {
        this(new InputStreamReader(System.in, Charset.defaultCharset()));
    }

    InterviewCommand(Reader in) {
        this.in = in;
    }

    @Override
    public Integer call() {
        Policy policy = chosen.read();
        if (policy == null) {
            return FOUND;
        }
        InterviewReader.Known known = known(policy.base().rulebook());
        if (known == null) {
            return FOUND;
        }
        try {
            if (asJson) {
                Interviewed step = Interviewed.of(policy, null, known, Interviewed.ALL);
                spec.commandLine().getOut().println(Json.WRITER.writeValueAsString(step));
            } else {
                new Conversation(
                                policy,
                                known,
                                new BufferedReader(in),
                                spec.commandLine().getOut())
                        .hold();
            }
            return FINE;
        } catch (OverBudgetException e) {
            spec.commandLine().getErr().println("The evaluation was stopped. " + e.sentence());
            return FOUND;
        }
    }

    private InterviewReader.@Nullable Known known(Rulebook rulebook) {
        if (facts == null) {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return InterviewReader.read(nodes.objectNode().set(BodyMembers.FACTS, nodes.objectNode()), rulebook);
        }
        return new RequestFile(spec, facts).read((JsonNode body) -> InterviewReader.read(body, rulebook));
    }
}
