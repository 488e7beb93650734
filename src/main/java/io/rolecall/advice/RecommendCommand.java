package io.rolecall.advice;

import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.FindingPrinter;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code recommend DIR POLICY FACTS.json}: one recommendation from files, with nothing recorded. */
@Command(
        name = "recommend",
        description = "Gives one recommendation from files; nothing is recorded.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:a recommendation, or undecided", "1:the policy or the facts were refused", "2:wrong usage"})
public final class RecommendCommand implements Callable<Integer> {

    private static final int FINE = 0;
    private static final int FOUND = 1;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder that holds the policies' folders")
    private Path rules = Path.of("");

    @Parameters(index = "1", paramLabel = "POLICY", description = "the policy's name")
    private String name = "";

    @Parameters(index = "2", paramLabel = "FACTS.json", description = "a request: {\"facts\": {…}}, or the facts alone")
    private Path facts = Path.of("");

    @Option(names = "--json", description = "as the service sends it")
    private boolean asJson;

    @ArgGroup
    private Explaining explaining = new Explaining();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Bundle bundle = bundle();
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        Policy policy = reading.policy();
        if (policy == null) {
            FindingPrinter printer = new FindingPrinter(
                    err(), spec.commandLine().getColorScheme().ansi());
            reading.findings().stream().filter(Finding::isError).forEach(finding -> printer.print(bundle, finding));
            return FOUND;
        }
        RequestReader.Request request;
        try {
            JsonNode body = request(RequestReader.tree(content()));
            request = RequestReader.request(body, policy.base().rulebook());
            if (Pin.of(body) != null) {
                err().println(facts + ": DIR holds one version (expected: neither version nor asOf).");
                return FOUND;
            }
        } catch (BadRequest e) {
            e.errors()
                    .forEach(error -> err().println(facts + ": "
                            + (error.pointer().isEmpty() ? "" : error.pointer() + ": ") + error.message()));
            return FOUND;
        }
        try {
            spec.commandLine().getOut().println(answer(policy, request));
            return FINE;
        } catch (OverBudgetException e) {
            err().println("The evaluation was stopped. " + e.sentence());
            return FOUND;
        }
    }

    private String answer(Policy policy, RequestReader.Request request) {
        if (explaining.asksWhyNot()) {
            Told told = explaining.whyNot(policy, request.facts(), spec.commandLine());
            return asJson ? Json.WRITER.writeValueAsString(told) : PlainText.of(told.page());
        }
        Recommendation recommendation =
                Recommendation.of(policy, null, request.facts(), request.reference(), List.of(), null, null, null);
        Detail detail = explaining.detail();
        if (detail == null) {
            return asJson ? Json.WRITER.writeValueAsString(recommendation) : Plain.text(recommendation);
        }
        RecordedAnswer answer = RecordedAnswer.of(Json.WRITER.writeValueAsBytes(recommendation));
        Told told = new Retelling(answer, policy).account(detail);
        return asJson ? Json.WRITER.writeValueAsString(told) : Markdown.of(told.page());
    }

    private Bundle bundle() {
        Path folder = rules.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no folder " + folder + " (expected: DIR with a folder " + name + ").");
        }
        try {
            return Bundle.read(name, folder);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), folder + " cannot be read: " + e.getMessage());
        }
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(facts);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), facts + " cannot be read (expected: a file with facts).");
        }
    }

    private static JsonNode request(JsonNode tree) {
        return !tree.isObject() || tree.has("facts")
                ? tree
                : JsonNodeFactory.instance.objectNode().set("facts", tree);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
