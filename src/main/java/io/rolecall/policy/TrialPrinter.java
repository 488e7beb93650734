package io.rolecall.policy;

import io.rolecall.knowledge.Coverage;
import io.rolecall.knowledge.Excerpt;
import io.rolecall.knowledge.RuleOutcome;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Scenarios for people: one line each, and under one that failed the conditions of the rules concerned. */
final class TrialPrinter {

    private final PrintWriter out;
    private final Ansi ansi;

    TrialPrinter(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void print(Trial trial) {
        String word = trial.failed() ? styled("FAILED", Style.fg_red) : styled("ok", Style.fg_green) + "    ";
        out.println(word + "  " + trial.place() + ": "
                + Excerpt.visible(trial.scenario().name()));
        for (Trial.Explained failure : trial.failures()) {
            out.println("        " + styled(Excerpt.visible(failure.message()), Style.bold));
            failure.rules().forEach(this::print);
        }
    }

    private void print(RuleOutcome rule) {
        out.println("          " + Excerpt.visible(RuleDrawing.title(rule)));
        for (RuleDrawing.Line line : RuleDrawing.of(rule)) {
            Style colour = line.truth().equals("yes")
                    ? Style.fg_green
                    : line.truth().equals("no") ? Style.fg_red : Style.fg_yellow;
            out.println("            " + styled(line.truth(), colour) + line.gap() + Excerpt.visible(line.text()));
        }
    }

    void print(String policy, ScenarioCoverage coverage) {
        Coverage.Summary shown = coverage.summary();
        out.println(policy + ": " + of(shown.rulesFired(), shown.rules(), "rules fired") + ", "
                + of(shown.bothWays(), shown.conditions(), "conditions true and false") + " ("
                + shown.everyWay() + " of them unknown, too), "
                + of(shown.outcomesReached(), shown.outcomes(), "outcomes reached"));
        coverage.findings().forEach(finding -> out.println("  " + policy + "/" + finding));
    }

    void total(List<Suite> suites) {
        int all = suites.stream().mapToInt(suite -> suite.trials().size()).sum();
        int failed = suites.stream().mapToInt(Suite::failed).sum();
        String words = all + (all == 1 ? " scenario, " : " scenarios, ") + failed + " failed";
        out.println(styled(words, failed == 0 ? Style.fg_green : Style.fg_red));
    }

    private static String of(int some, int all, String what) {
        return some + " of " + all + " " + what;
    }

    private String styled(String text, Style style) {
        return text.isEmpty() ? text : FindingPrinter.styled(ansi, text, style);
    }
}
