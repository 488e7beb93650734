package io.rolecall.knowledge;

import io.rolecall.knowledge.Rule.Says;
import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.RuleDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a rule says when it fires: its verb, and the annotations that the verb takes. */
final class HeadChecker {

    private static final List<String> ALL = Verb.allAnnotations();

    private final RuleDeclaration rule;
    private final Name verb;
    private final Declarations declarations;
    private final Terms terms;
    private final Collection<Finding> findings;
    private final Map<String, Annotation> head = new LinkedHashMap<>();

    private HeadChecker(
            RuleDeclaration rule, Name verb, Declarations declarations, Terms terms, Collection<Finding> findings) {
        this.rule = rule;
        this.verb = verb;
        this.declarations = declarations;
        this.terms = terms;
        this.findings = findings;
    }

    /** What the rule says and cites, or null after an error. */
    static @Nullable Head check(
            RuleDeclaration rule, Declarations declarations, Terms terms, Collection<Finding> findings) {
        Syntax.Call call = rule.then();
        if (call == null) {
            findings.add(Finding.of(
                    Code.NO_CONSEQUENCE,
                    rule.name().span(),
                    rule.name().text(),
                    "This rule does nothing when it fires " + Messages.expected(Verb.words()) + ".",
                    "Write one verb between then and end, such as raise( kcontext );"));
            return null;
        }
        return new HeadChecker(rule, call.verb(), declarations, terms, findings).read(call);
    }

    /** What the rule says, and the sources it names for it. */
    record Head(Says says, List<String> cites) {}

    private @Nullable Head read(Syntax.Call call) {
        Verb known = Verb.of(verb.text());
        if (known == null) {
            error(
                    Code.UNKNOWN_VERB,
                    verb.span(),
                    "\"" + verb.text() + "\" is not a verb " + Messages.expected(Verb.words()) + ".",
                    Messages.didYouMean(verb.text(), Verb.words()));
            return null;
        }
        int before = findings.size();
        rule.head().forEach(annotation -> accept(annotation, known.annotations()));
        List<String> cites = cites();
        Says says = switch (known) {
            case RAISE -> raises();
            case RECOMMEND ->
                new Rule.Recommends(
                        id("recommends", terms.outcomes(), "outcome", Code.UNKNOWN_OUTCOME),
                        number("precedence", 0, 9, 0),
                        text("because"));
            case STEP ->
                new Rule.Advises(
                        number("order", 0, 1_000_000, null),
                        text("advises"),
                        head.containsKey("until") ? text("until") : null);
            case CAUTION -> new Rule.Warns(text("warns"));
            case INSERT -> inserts(call);
        };
        boolean sound = findings.stream().skip(before).noneMatch(Finding::isError);
        return sound && says != null ? new Head(says, cites) : null;
    }

    private void accept(Annotation annotation, List<String> taken) {
        String name = annotation.name().text();
        Span span = annotation.name().span();
        if (!ALL.contains(name)) {
            error(
                    Code.UNKNOWN_ANNOTATION,
                    span,
                    "@" + name + " means nothing on a rule " + Messages.expected(taken) + ".",
                    Messages.didYouMean(name, ALL));
        } else if (!taken.contains(name)) {
            error(
                    Code.WRONG_ANNOTATION,
                    span,
                    "@" + name + " does not go with " + verb.text() + " " + Messages.expected(taken) + ".",
                    "Check the verb after then, or delete the annotation.");
        } else if (annotation.value() == null) {
            error(Code.ANNOTATION_VALUE, span, "@" + name + " needs a value: @" + name + "( … ).", null);
        } else if (head.putIfAbsent(name, annotation) != null) {
            error(Code.DUPLICATE, span, "@" + name + " is there twice.", "Delete one.");
        }
    }

    private Says raises() {
        boolean favours = head.containsKey("favours");
        boolean opposes = head.containsKey("opposes");
        boolean noted = rule.head().stream()
                .map(one -> one.name().text())
                .anyMatch(name -> meant(name, "favours") || meant(name, "opposes"));
        if (!favours && !opposes && noted) {
            return new Rule.Raises("", true, 1, Template.of("")); // what is there has a finding of its own
        }
        if (favours == opposes) {
            error(
                    Code.MISSING_ANNOTATION,
                    rule.name().span(),
                    "A signal either favours or opposes one leaning (expected: @favours( … ) or @opposes( … )).",
                    favours ? "Split the rule in two." : "Add one of them to the head.");
            return new Rule.Raises("", true, 1, Template.of(""));
        }
        return new Rule.Raises(
                id(favours ? "favours" : "opposes", terms.leanings(), "leaning", Code.UNKNOWN_LEANING),
                favours,
                number("weight", 1, 5, null),
                text("because"));
    }

    private @Nullable Says inserts(Syntax.Call call) {
        Name inserted = call.inserted();
        if (inserted == null) {
            return null;
        }
        FactType type = declarations.types().get(inserted.text());
        if (declarations.lost().contains(inserted.text())) {
            return null; // its declaration has a finding
        }
        if (type == null || type.origin() != FactType.Origin.DERIVED) {
            List<String> derived = declarations.declared().stream()
                    .filter(one -> one.origin() == FactType.Origin.DERIVED)
                    .map(FactType::name)
                    .toList();
            error(
                    Code.UNKNOWN_FACT,
                    inserted.span(),
                    "\"" + inserted.text() + "\" is no derived fact " + Messages.expected(derived) + ".",
                    type == null
                            ? "Declare it: declare " + inserted.text() + " … end"
                            : "No rule may insert what a request or the engine states.");
            return null;
        }
        return new Rule.Inserts(type);
    }

    private String id(String annotation, List<String> known, String what, Code unknown) {
        Literal value = required(annotation, "@" + annotation + "( " + what.toUpperCase(java.util.Locale.ROOT) + " )");
        if (value == null) {
            return "";
        }
        if (!known.contains(value.text())) {
            error(
                    unknown,
                    value.span(),
                    "policy.yaml has no " + what + " \"" + value.text() + "\" " + Messages.expected(known) + ".",
                    Messages.didYouMean(value.text(), known));
        }
        return value.text();
    }

    private int number(String annotation, int min, int max, @Nullable Integer preset) {
        if (preset != null && !head.containsKey(annotation)) {
            return preset;
        }
        Literal value = required(annotation, "@" + annotation + "( " + min + " )");
        if (value == null) {
            return min;
        }
        if (value.kind() == Literal.Kind.INTEGER && value.text().length() < 9) {
            int number = Integer.parseInt(value.text());
            if (number >= min && number <= max) {
                return number;
            }
        }
        error(
                Code.ANNOTATION_VALUE,
                value.span(),
                "@" + annotation + " is "
                        + (value.kind() == Literal.Kind.TEXT ? "\"" + value.text() + "\"" : value.text())
                        + " (expected: a whole number from " + min + " to " + max + ").",
                value.kind() == Literal.Kind.TEXT && value.text().matches("[0-9]{1,8}")
                        ? "Write it without quotes."
                        : null);
        return min;
    }

    private Template text(String annotation) {
        Literal value = required(annotation, "@" + annotation + "( \"…\" )");
        if (value == null) {
            return Template.of("");
        }
        if (value.kind() != Literal.Kind.TEXT) {
            error(Code.ANNOTATION_VALUE, value.span(), "@" + annotation + " takes a text in quotes.", null);
        }
        return Template.of(value.text());
    }

    private @Nullable Literal required(String annotation, String form) {
        Annotation found = head.get(annotation);
        if (found == null
                && rule.head().stream().anyMatch(one -> meant(one.name().text(), annotation))) {
            return null; // it is there, and has a finding of its own
        }
        if (found == null) {
            error(
                    Code.MISSING_ANNOTATION,
                    rule.name().span(),
                    verb.text() + " needs @" + annotation + " in the rule's head.",
                    "Add " + form + " above when.");
            return null;
        }
        return found.value();
    }

    private static boolean meant(String written, String annotation) {
        return written.equals(annotation)
                || !ALL.contains(written)
                        && Messages.closest(written, ALL)
                                .filter(annotation::equals)
                                .isPresent();
    }

    private List<String> cites() {
        Annotation annotation = head.get("cites");
        if (annotation == null || annotation.value() == null) {
            if (verb.text().equals(Verb.RAISE.word())
                    && rule.head().stream().noneMatch(one -> meant(one.name().text(), "cites"))) {
                findings.add(Finding.of(
                        Code.NO_CITATION,
                        rule.name().span(),
                        rule.name().text(),
                        "This signal cites no source.",
                        "Add @cites( \"KEY\" ) with a key of references.yaml."));
            }
            return List.of();
        }
        Literal value = annotation.value();
        List<String> cites = new ArrayList<>();
        int from = 0;
        for (String part : value.text().split(",")) {
            String citation = part.strip();
            cites.add(citation);
            if (!terms.knows(citation)) {
                error(
                        Code.UNKNOWN_CITATION,
                        value.within(citation, from),
                        terms.unknown(citation),
                        Messages.didYouMean(citation, terms.sources().keySet()));
            }
            from += part.length() + 1;
        }
        return List.copyOf(cites);
    }

    private void error(Code code, Span at, String message, @Nullable String hint) {
        findings.add(Finding.of(code, at, rule.name().text(), message, hint));
    }
}
