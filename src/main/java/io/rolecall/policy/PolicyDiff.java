package io.rolecall.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.FactType;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.RulePart;
import io.rolecall.knowledge.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a policy says otherwise than another. A rule that only moved, or whose conditions stand in another order,
 * has not changed: that shows in the text alone.
 *
 * @param facts by the path of their fields, those of derived facts too
 * @param outcomes by their constants
 * @param text a unified diff of all files; empty where they are the same
 * @param semantic where they answer otherwise; left out unless it was asked for
 */
public record PolicyDiff(
        Changes rules,
        Changes facts,
        Changes outcomes,
        String text,
        @JsonInclude(Include.NON_NULL) @Nullable SemanticDiff semantic) {

    /** By name, in the order of the newer version; what is gone in the order of the older. */
    public record Changes(List<Named> added, List<Named> removed, List<Changed> changed) {

        boolean none() {
            return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
        }
    }

    /** @param file where it stands in its version, with its line; both null where it is no rule */
    public record Named(
            String name,
            @JsonInclude(Include.NON_NULL) @Nullable String file,
            @JsonInclude(Include.NON_NULL) @Nullable Integer line) {}

    /** @param file where it stands in the newer version, with its line; both null where it is no rule */
    public record Changed(
            String name,
            @JsonInclude(Include.NON_NULL) @Nullable String file,
            @JsonInclude(Include.NON_NULL) @Nullable Integer line,
            List<Edit> edits) {}

    /** Whether there is nothing but perhaps another spelling. */
    public boolean sameAdvice() {
        return rules.none() && facts.none() && outcomes.none();
    }

    /** @param semantic whether to look for situations that are answered otherwise; it can take some seconds */
    public static PolicyDiff between(Policy before, Policy after, boolean semantic) {
        return new PolicyDiff(
                changes(rules(before), rules(after)),
                changes(facts(before), facts(after)),
                changes(outcomes(before), outcomes(after)),
                TextDiff.of(before.bundle(), after.bundle()),
                semantic ? SemanticDiff.between(before, after) : null);
    }

    /** Something that has a name and says something. */
    private record Said(Named named, List<RulePart> parts) {}

    private static Changes changes(Map<String, Said> before, Map<String, Said> after) {
        List<Named> added = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        Map<String, Said> gone = new LinkedHashMap<>(before);
        gone.keySet().removeAll(after.keySet());
        for (Said now : after.values()) {
            Said then = before.get(now.named.name());
            List<Edit> edits;
            if (then == null) {
                then = renamed(now, gone);
                if (then == null) {
                    added.add(now.named);
                    continue;
                }
                gone.remove(then.named.name());
                edits = List.of(Edit.renaming(then.named.name(), now.named.name()));
            } else {
                edits = Edit.between(then.parts, now.parts);
            }
            if (!edits.isEmpty()) {
                changed.add(new Changed(now.named.name(), now.named.file(), now.named.line(), edits));
            }
        }
        return new Changes(added, gone.values().stream().map(Said::named).toList(), changed);
    }

    /** What said the same under another name; null where nothing did. */
    private static @Nullable Said renamed(Said now, Map<String, Said> gone) {
        return gone.values().stream()
                .filter(then -> Edit.between(then.parts, now.parts).isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Said> rules(Policy policy) {
        Map<String, Said> rules = new LinkedHashMap<>();
        for (Rule rule : policy.base().rulebook().rules()) {
            rules.put(rule.name(), new Said(new Named(rule.name(), rule.file(), rule.line()), RulePart.of(rule)));
        }
        return rules;
    }

    private static Map<String, Said> facts(Policy policy) {
        Map<String, Said> facts = new LinkedHashMap<>();
        for (FactType type : policy.base().rulebook().types()) {
            type.fields().forEach(field -> facts.put(field.path(), said(field.path(), parts(field))));
        }
        return facts;
    }

    private static List<RulePart> parts(Field field) {
        List<RulePart> parts = new ArrayList<>();
        parts.add(new RulePart("type", field.type().title()));
        if (field.type() instanceof ValueType.EnumType type) {
            for (int i = 0; i < type.constants().size(); i++) {
                String label = type.labels().get(i);
                String constant = type.constants().get(i);
                parts.add(new RulePart("constant", constant + (label.equals(constant) ? "" : " (" + label + ")")));
            }
        }
        add(parts, "ask", field.ask());
        add(parts, "why", field.why());
        add(parts, "min", number(field.min()));
        add(parts, "max", number(field.max()));
        if (field.given()) {
            parts.add(new RulePart("given", "nobody can change it"));
        }
        parts.add(new RulePart("effort", String.valueOf(field.effort())));
        parts.add(new RulePart("maxLength", String.valueOf(field.maxLength())));
        return parts;
    }

    private static Map<String, Said> outcomes(Policy policy) {
        Map<String, Said> outcomes = new LinkedHashMap<>();
        for (Policy.Outcome outcome : policy.about().outcomes()) {
            List<RulePart> parts = new ArrayList<>();
            parts.add(new RulePart("title", outcome.title()));
            parts.add(new RulePart("statement", outcome.statement()));
            outcome.guides().forEach(guide -> parts.add(new RulePart("guide", guide)));
            outcomes.put(outcome.id(), said(outcome.id(), parts));
        }
        return outcomes;
    }

    private static Said said(String name, List<RulePart> parts) {
        return new Said(new Named(name, null, null), parts);
    }

    private static @Nullable String number(@Nullable Double limit) {
        return limit == null
                ? null
                : BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    }

    private static void add(List<RulePart> parts, String what, @Nullable String text) {
        if (text != null) {
            parts.add(new RulePart(what, text));
        }
    }
}
