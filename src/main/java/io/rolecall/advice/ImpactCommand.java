package io.rolecall.advice;

import io.rolecall.advice.ImpactTally.Side;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyArgument;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code impact DIR --against URL|EXPORT}: what a policy in files would have answered otherwise. */
@Command(
        name = "impact",
        description = "Shows what a policy would have answered otherwise, on the facts that a service has recorded.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it answers the same",
            "1:other outcomes or signals",
            "2:wrong usage, a policy with errors, or recorded answers that cannot be read"
        })
public final class ImpactCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    @Parameters(paramLabel = "DIR", description = "the folder of a policy, or one that holds policies' folders")
    private Path folder = Path.of("");

    @Option(
            names = "--against",
            required = true,
            paramLabel = "URL|EXPORT",
            description = "a running service, such as http://localhost:8080, or a folder that audit export wrote")
    private String against = "";

    @Option(names = "--policy", paramLabel = "NAME", description = "which policy of DIR, where it holds several")
    private @Nullable String name;

    @Option(names = "--last", paramLabel = "N", description = "the newest so many answers; ${DEFAULT-VALUE} otherwise")
    private int last = ImpactReader.LAST;

    @Option(names = "--json", description = "for machines")
    private boolean asJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (last < 1 || last > ImpactReader.MOST) {
            throw wrong("--last is " + last + " (expected: 1 to " + ImpactReader.MOST + ").");
        }
        Policy candidate = PolicyArgument.read(spec, chosen());
        PrintWriter err = spec.commandLine().getErr();
        Impact impact;
        try {
            AnswerSource source = against.matches("https?://.*")
                    ? new ServiceAnswers(against, candidate.name(), last)
                    : new ExportAnswers(Path.of(against), candidate.name(), last, new ProgressLines(err, "verified"));
            ImpactTally tally =
                    new ImpactTally(Side.of(source.policy(), source.version()), new Side(candidate, "The folder"));
            source.replay(tally, new ProgressLines(err, "answered again"));
            impact = tally.report(null, null, source.version(), Impact.Status.DONE, null, tally.done());
        } catch (AnswerSource.Unreadable e) {
            err.println(e.getMessage());
            return 2;
        }
        if (asJson) {
            out().println(Json.WRITER.writeValueAsString(impact));
        } else {
            print(candidate, impact);
        }
        return impact.changesNothing() ? 0 : 1;
    }

    /** The folder of the policy itself. */
    private Path chosen() {
        if (Files.isRegularFile(folder.resolve(Policy.FILE))) {
            return folder;
        }
        if (name != null) {
            return folder.resolve(name);
        }
        try (Stream<Path> below = Files.list(folder)) {
            List<Path> policies = below.filter(one -> Files.isRegularFile(one.resolve(Policy.FILE)))
                    .sorted()
                    .toList();
            if (policies.size() == 1) {
                return policies.get(0);
            }
            throw wrong(folder + " holds " + Messages.count(policies.size(), "policy", "policies")
                    + (policies.isEmpty() ? " (expected: one)." : " (expected: --policy with the name of one)."));
        } catch (IOException e) {
            throw wrong(folder + " cannot be read (expected: the folder of a policy).");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(Policy candidate, Impact impact) {
        out().println(candidate.name() + " against version " + impact.against() + ": "
                + Messages.count(impact.total(), "answer", "answers") + ", " + impact.unchanged()
                + " unchanged, of which " + impact.signalsChanged() + " with other signals.");
        impact.changed().forEach(change -> out().println(line(change.count(), change.from() + " → " + change.to())));
        impact.notReplayable()
                .forEach(some -> out().println(line(some.count(), "Not answered again. " + some.reason())));
        if (!impact.byRule().isEmpty()) {
            out().println("By rule, outcomes and signals alone:");
            impact.byRule()
                    .forEach(effect -> out().println(line(
                            effect.count(),
                            "%6d  ".formatted(effect.signalsChanged())
                                    + effect.edit()
                                    + (effect.rule() == null ? "" : " \"" + effect.rule() + "\""))));
        }
        impact.samples().stream()
                .limit(SHOWN)
                .forEach(sample -> out().println(sample.id() + "  " + sample.from() + " → " + sample.to()));
    }

    private static String line(long count, String text) {
        return "%8d  %s".formatted(count, text);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
