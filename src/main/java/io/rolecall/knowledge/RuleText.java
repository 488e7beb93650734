package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.List;

/** A rule as it stands in its file. */
public final class RuleText {

    private RuleText() {}

    /**
     * From {@code rule} to {@code end}, whole lines.
     *
     * @param file the whole text of the file in which the rule was read
     */
    public static String of(Rule rule, String file) {
        List<String> lines = file.lines().toList();
        int last = rule.line();
        for (Token token : Lexer.tokens(new SourceFile(rule.file(), file), new ArrayList<>())) {
            if (token.span().line() >= rule.line() && token.is("end")) {
                last = token.span().line();
                break;
            }
        }
        return String.join("\n", lines.subList(rule.line() - 1, Math.min(last, lines.size()))) + "\n";
    }
}
