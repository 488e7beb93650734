package io.rolecall.advice;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.vocabulary.Score;

/** A recommendation for a person at a terminal. */
final class Plain {

    private Plain() {}

    static String text(Recommendation recommendation) {
        StringBuilder out = new StringBuilder();
        out.append(answer(recommendation)).append("\nScores\n");
        for (Score score : recommendation.scores()) {
            out.append("  %3d  %s%n".formatted(score.getTotal(), score.getLeaning()));
        }
        heading(out, "Signals", recommendation.signals().isEmpty());
        for (Evaluation.Signal signal : recommendation.signals()) {
            boolean favours = signal.favours() != null;
            out.append("  %s%d %s: %s%n"
                    .formatted(
                            favours ? "+" : "-",
                            signal.weight(),
                            favours ? signal.favours() : signal.opposes(),
                            signal.because()));
        }
        heading(out, "Conclusions", recommendation.conclusions().isEmpty());
        for (Evaluation.Conclusion conclusion : recommendation.conclusions()) {
            out.append("  %s %s: %s%n"
                    .formatted(conclusion.decisive() ? "*" : " ", conclusion.recommends(), conclusion.because()));
        }
        heading(out, "Plan", recommendation.plan().isEmpty());
        int number = 1;
        for (Evaluation.Step step : recommendation.plan()) {
            out.append("  %d. %s%n".formatted(number++, step.advises()));
            if (step.until() != null) {
                out.append("     Until: ").append(step.until()).append('\n');
            }
        }
        heading(out, "Cautions", recommendation.cautions().isEmpty());
        recommendation
                .cautions()
                .forEach(caution -> out.append("  - ").append(caution.warns()).append('\n'));
        if (!recommendation.unknown().isEmpty()) {
            out.append("\nUnknown: ")
                    .append(String.join(", ", recommendation.unknown()))
                    .append('\n');
        }
        return out.toString();
    }

    /** The outcome alone. */
    static String answer(Recommendation recommendation) {
        String id = recommendation.outcome() == null ? "" : " (" + recommendation.outcome() + ")";
        return recommendation.title() + id + "\n\n" + recommendation.statement() + "\n";
    }

    private static void heading(StringBuilder out, String title, boolean empty) {
        if (!empty) {
            out.append('\n').append(title).append('\n');
        }
    }
}
