package io.rolecall.advice;

import io.rolecall.advice.WhatIfOptions.Addition;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.Rulebook;
import io.rolecall.policy.NamedPolicy;
import io.rolecall.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Mixin
    private NamedPolicy chosen = new NamedPolicy();

    @Parameters(index = "2", paramLabel = "FACTS.json", description = "a request: {\"facts\": {…}}, or the facts alone")
    private Path facts = Path.of("");

    @Option(names = "--json", description = "as the service sends it")
    private boolean asJson;

    @ArgGroup
    private Explaining explaining = new Explaining();

    @Mixin
    private WhatIfOptions whatIf = new WhatIfOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Policy policy = chosen.read();
        if (policy == null) {
            return FOUND;
        }
        Rulebook rulebook = policy.base().rulebook();
        RequestReader.Request request =
                new RequestFile(spec, facts).read(body -> RequestReader.request(body, rulebook));
        if (request == null) {
            return FOUND;
        }
        try {
            Object answer = answer(policy, request);
            List<Addition> additions = whatIf.look(policy, request.facts(), explaining.outcome(policy));
            spec.commandLine().getOut().println(asJson ? json(answer, additions) : text(answer, additions));
            return FINE;
        } catch (OverBudgetException e) {
            spec.commandLine().getErr().println("The evaluation was stopped. " + e.sentence());
            return FOUND;
        }
    }

    /** The recommendation, or the reasons that are asked for. */
    private Object answer(Policy policy, RequestReader.Request request) {
        if (explaining.asksWhyNot()) {
            return explaining.whyNot(policy, request.facts(), spec.commandLine());
        }
        Recommendation recommendation =
                Recommendation.of(policy, null, request.facts(), request.reference(), List.of(), null, null, null);
        Detail detail = explaining.detail();
        if (detail == null) {
            return recommendation;
        }
        RecordedAnswer answer = RecordedAnswer.of(Json.WRITER.writeValueAsBytes(recommendation));
        return new Retelling(answer, policy).account(detail);
    }

    private static String json(Object answer, List<Addition> additions) {
        byte[] written = Json.WRITER.writeValueAsBytes(answer);
        for (Addition addition : additions) {
            written = LastMember.added(written, addition.name(), addition.json());
        }
        return new String(written, StandardCharsets.UTF_8);
    }

    private String text(Object answer, List<Addition> additions) {
        List<Block> more =
                additions.stream().flatMap(one -> one.page().stream()).toList();
        if (answer instanceof Told told) {
            List<Block> page =
                    Stream.concat(told.page().stream(), more.stream()).toList();
            return explaining.asksWhyNot() ? PlainText.of(page) : Markdown.of(page);
        }
        return Plain.text((Recommendation) answer) + PlainText.of(more);
    }
}
