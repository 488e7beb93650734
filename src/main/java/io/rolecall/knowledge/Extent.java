package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.EnumDeclaration;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.PatternElement;
import io.rolecall.knowledge.Syntax.RuleDeclaration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what is written before anything is looked up, so that what is too large costs no time. */
final class Extent {

    private Extent() {}

    /** Whether all files together declare no more than they may. */
    static boolean fits(List<Syntax.File> files, Collection<Finding> findings) {
        int types = 0;
        int fields = 0;
        int before = findings.size();
        for (Syntax.File file : files) {
            for (EnumDeclaration declared : file.enums()) {
                atMost(Limits.TYPES, ++types, "facts and enums", declared.name(), findings);
                if (declared.constants().size() > Limits.CONSTANTS_OF_AN_ENUM) {
                    findings.add(tooMany(
                            declared.name(),
                            null,
                            "An enum has at most " + Limits.CONSTANTS_OF_AN_ENUM + " constants; this one has "
                                    + declared.constants().size() + "."));
                }
            }
            for (Syntax.TypeDeclaration declared : file.types()) {
                atMost(Limits.TYPES, ++types, "facts and enums", declared.name(), findings);
                for (Syntax.FieldDeclaration field : declared.fields()) {
                    atMost(Limits.FIELDS, ++fields, "fields", field.name(), findings);
                }
            }
        }
        return findings.size() == before;
    }

    private static void atMost(int most, int count, String what, Name name, Collection<Finding> findings) {
        if (count == most + 1) {
            findings.add(tooMany(name, null, "A policy has at most " + most + " " + what + "."));
        }
    }

    /** Whether no branch of a rule has more patterns than a rule may, and none of those more than a pattern may. */
    static boolean fits(RuleDeclaration rule, List<List<Syntax.Element>> branches, Collection<Finding> findings) {
        int before = findings.size();
        for (List<Syntax.Element> branch : branches) {
            int patterns = 0;
            for (Syntax.Element element : branch) {
                if (element instanceof Syntax.QuantifiedElement quantified) {
                    patterns += quantified.patterns().size();
                    quantified.patterns().forEach(pattern -> parts(pattern, rule, findings));
                } else if (element instanceof Syntax.AccumulateElement accumulate) {
                    patterns++;
                    parts(accumulate.source(), rule, findings);
                    if (accumulate.aggregations().size() > Limits.AGGREGATES) {
                        findings.add(tooMany(
                                accumulate.aggregations().get(Limits.AGGREGATES).variable(),
                                rule,
                                "An accumulate makes at most " + Limits.AGGREGATES + " values."));
                    }
                } else {
                    patterns++;
                    parts((PatternElement) element, rule, findings);
                }
            }
            if (patterns > Limits.PATTERNS_IN_A_RULE) {
                findings.add(Finding.of(
                        Code.TOO_MANY,
                        rule.name().span(),
                        rule.name().text(),
                        "A rule has at most " + Limits.PATTERNS_IN_A_RULE + " patterns; this one has " + patterns + ".",
                        "Merge the conditions on one fact into one pattern, or derive a fact in between."));
            }
        }
        return findings.size() == before;
    }

    private static void parts(PatternElement pattern, RuleDeclaration rule, Collection<Finding> findings) {
        if (pattern.constraints().size() > Limits.PARTS_OF_A_PATTERN) {
            findings.add(tooMany(
                    pattern.type(),
                    rule,
                    "A pattern has at most " + Limits.PARTS_OF_A_PATTERN + " conditions and bindings; this one has "
                            + pattern.constraints().size() + "."));
        }
    }

    private static Finding tooMany(Name at, @Nullable RuleDeclaration rule, String message) {
        return Finding.of(
                Code.TOO_MANY, at.span(), rule == null ? null : rule.name().text(), message, "Split it by subject.");
    }
}
