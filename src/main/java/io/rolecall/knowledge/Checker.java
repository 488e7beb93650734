package io.rolecall.knowledge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From the text of a policy's rule files to a rulebook, or to everything that is wrong with them. */
public final class Checker {

    private static final String FACTS = "facts.drl";

    private Checker() {}

    /**
     * @param files in the order in which their rules count: sorted by path
     * @return findings, all at once; a rulebook unless one of them is an error
     */
    public static Checked check(List<SourceFile> files, Terms terms) {
        Findings findings = new Findings();
        try {
            return check(files, terms, findings);
        } catch (Findings.TooMany e) {
            return new Checked(new Rulebook(List.of(), List.of(), terms), findings.cutShort());
        }
    }

    private static Checked check(List<SourceFile> files, Terms terms, List<Finding> findings) {
        List<Syntax.File> parsed = new ArrayList<>();
        for (SourceFile file : files) {
            if (file.text().getBytes(StandardCharsets.UTF_8).length > SourceFile.MOST_BYTES) {
                findings.add(Finding.of(
                        Code.FILE_TOO_LONG,
                        new Span(file.path(), 1, 1, 1),
                        null,
                        "A rule file has at most " + SourceFile.MOST_BYTES / 1024 + " KiB.",
                        "Split it by subject."));
            } else {
                Syntax.File syntax = Parser.parse(file, findings);
                checkPackage(syntax, terms, findings);
                parsed.add(syntax);
            }
        }
        if (!Extent.fits(parsed, findings)) {
            return new Checked(new Rulebook(List.of(), List.of(), terms), List.copyOf(findings));
        }
        Declarations declarations = new DeclarationChecker(findings).check(parsed);
        if (declarations.declared().isEmpty() && findings.stream().noneMatch(Finding::isError) && !parsed.isEmpty()) {
            // One finding for the one cause, and not one for each pattern of each rule.
            findings.add(Finding.of(
                    Code.NO_FACTS,
                    new Span(FACTS, 1, 1, 1),
                    null,
                    "No rule file declares a fact.",
                    "Declare what may be asked, in " + FACTS + ": declare Models … end"));
            return new Checked(new Rulebook(List.of(), List.of(), terms), List.copyOf(findings));
        }
        List<Rule> rules = rules(parsed, declarations, terms, findings);
        if (findings.stream().noneMatch(Finding::isError)) {
            rules = Strata.place(rules, findings);
        }
        if (findings.stream().noneMatch(Finding::isError)) {
            Estimate.check(rules, terms, findings);
        }
        Set<String> unreadable = findings.stream()
                .filter(Checker::unreadable)
                .map(finding -> finding.file() + ":" + finding.line())
                .collect(Collectors.toSet());
        Set<Finding> sorted = new LinkedHashSet<>();
        findings.stream()
                .filter(finding -> unreadable(finding) || !unreadable.contains(finding.file() + ":" + finding.line()))
                .sorted(java.util.Comparator.comparing(Finding::file)
                        .thenComparing(Finding::line)
                        .thenComparing(Finding::column))
                .forEach(sorted::add);
        return new Checked(new Rulebook(declarations.declared(), rules, terms), List.copyOf(sorted));
    }

    /** Where characters cannot be read, all else that is wrong with the line may follow from that. */
    private static boolean unreadable(Finding finding) {
        return finding.code() == Code.BAD_CHARACTER || finding.code() == Code.NAME_LENGTH;
    }

    private static void checkPackage(Syntax.File file, Terms terms, List<Finding> findings) {
        Syntax.Name name = file.packageName();
        if (name == null) {
            findings.add(Finding.of(
                    Code.PACKAGE,
                    new Span(file.path(), 1, 1, 1),
                    null,
                    "The file names no package (expected: package " + terms.packageName() + ";).",
                    "Make it the first line."));
        } else if (!name.text().equals(terms.packageName())) {
            findings.add(Finding.of(
                    Code.PACKAGE,
                    name.span(),
                    null,
                    "The package is \"" + name.text() + "\" (expected: " + terms.packageName() + ").",
                    "It is the policy's name, with _ for each dash."));
        }
    }

    private static List<Rule> rules(
            List<Syntax.File> files, Declarations declarations, Terms terms, List<Finding> findings) {
        List<Rule> rules = new ArrayList<>();
        Map<String, Syntax.Name> names = new HashMap<>();
        int count = 0;
        for (Syntax.File file : files) {
            for (Syntax.RuleDeclaration declaration : file.rules()) {
                if (++count == Limits.RULES + 1) {
                    findings.add(Finding.of(
                            Code.TOO_MANY,
                            declaration.name().span(),
                            declaration.name().text(),
                            "A policy has at most " + Limits.RULES + " rules.",
                            null));
                }
                Syntax.Name first =
                        names.putIfAbsent(RuleNames.folded(declaration.name().text()), declaration.name());
                if (first != null) {
                    findings.add(Finding.of(
                            Code.DUPLICATE,
                            declaration.name().span(),
                            declaration.name().text(),
                            (first.text().equals(declaration.name().text())
                                            ? "Another rule has this name: "
                                            : "Another rule has a name that looks like this: ")
                                    + first.span().file() + ":" + first.span().line() + ".",
                            "Rename one; a name stands for one rule."));
                }
                Rule rule = RuleChecker.check(declaration, declarations, terms, findings);
                if (rule != null) {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }
}
