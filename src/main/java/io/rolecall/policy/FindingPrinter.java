package io.rolecall.policy;

import io.rolecall.knowledge.Excerpt;
import io.rolecall.knowledge.Finding;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Findings for people: the place and what is wrong, the line with the place underlined, and how to mend it. Coloured where
 * picocli finds a terminal that wants it.
 */
public final class FindingPrinter {

    private final PrintWriter out;
    private final Ansi ansi;

    public FindingPrinter(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /** @param bundle in which it was found */
    public void print(Bundle bundle, Finding finding) {
        print(bundle.name(), finding, bundle.text(finding));
    }

    /**
     * @param policy the folder's name
     * @param text the file in which it was found
     */
    void print(String policy, Finding finding, String text) {
        Style colour = finding.isError() ? Style.fg_red : Style.fg_yellow;
        String code = (finding.isError() ? "[" : "[warning: ") + finding.code() + "]";
        String place = policy + "/" + finding.file() + ":" + finding.line() + ":" + finding.column() + ":";
        out.println(styled(Excerpt.visible(place), Style.bold) + " " + Excerpt.visible(finding.message()) + " "
                + styled(code, colour));
        if (!text.isEmpty()) {
            Excerpt excerpt = Excerpt.of(finding, text);
            String number = String.valueOf(finding.line());
            out.println("  " + styled(number + " |", Style.faint) + " " + excerpt.line());
            out.println("  " + styled(" ".repeat(number.length()) + " |", Style.faint) + " "
                    + styled(excerpt.underline(), colour));
        }
        if (finding.hint() != null) {
            out.println("  " + Excerpt.visible(finding.hint()));
        }
        out.println();
    }

    private String styled(String text, Style style) {
        return styled(ansi, text, style);
    }

    /** Not by picocli's markup, which an author's text could contain. */
    static String styled(Ansi ansi, String text, Style style) {
        return ansi.enabled() ? Style.on(style) + text + Style.off(style) + Style.on(Style.reset) : text;
    }
}
