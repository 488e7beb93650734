package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Aggregate;
import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Rule.Branch;
import io.rolecall.knowledge.Syntax.RuleDeclaration;
import io.rolecall.knowledge.ValueType.Simple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks one rule, and multiplies its {@code or}s out into branches. */
final class RuleChecker {

    private static final Map<String, Element.Function> FUNCTIONS = Map.of(
            "sum", Element.Function.SUM,
            "count", Element.Function.COUNT,
            "min", Element.Function.MIN,
            "max", Element.Function.MAX,
            "average", Element.Function.AVERAGE);

    private final RuleDeclaration rule;
    private final Declarations declarations;
    private final Terms terms;

    // Each once, because each branch of an `or` finds the same mistakes again.
    private final Findings findings = new Findings();

    private RuleChecker(RuleDeclaration rule, Declarations declarations, Terms terms) {
        this.rule = rule;
        this.declarations = declarations;
        this.terms = terms;
    }

    /** The rule, not placed yet; null after an error. */
    static @Nullable Rule check(
            RuleDeclaration rule, Declarations declarations, Terms terms, Collection<Finding> findings) {
        RuleChecker checker = new RuleChecker(rule, declarations, terms);
        Rule checked = checker.check();
        findings.addAll(checker.findings);
        return checker.findings.stream().anyMatch(Finding::isError) ? null : checked;
    }

    private @Nullable Rule check() {
        if (rule.name().text().isBlank() || rule.name().text().length() > Limits.NAME_LENGTH) {
            findings.add(Finding.of(
                    Code.NAME_LENGTH,
                    rule.name().span(),
                    rule.name().text(),
                    "A rule's name is a sentence of 1 to " + Limits.NAME_LENGTH + " characters.",
                    null));
        }
        int strange = RuleNames.strange(rule.name().text());
        int[] letters = rule.name().text().codePoints().toArray();
        if (strange >= 0 && !Characters.hidden(letters[strange])) { // that one has a finding
            Span name = rule.name().span();
            int column = name.column() + 1 + strange;
            findings.add(Finding.of(
                    Code.BAD_CHARACTER,
                    new Span(name.file(), name.line(), column, column + 1),
                    rule.name().text(),
                    "The character U+%04X cannot stand in a rule's name, as it may look like another."
                            .formatted(letters[strange]),
                    "Use letters of the Latin alphabet, digits and punctuation; retype the letter."));
        }
        HeadChecker.Head head = HeadChecker.check(rule, declarations, terms, findings);
        List<List<Syntax.Element>> products = multiply(rule.when());
        if (products.size() > Limits.BRANCHES_OF_OR) {
            findings.add(Finding.of(
                    Code.TOO_MANY,
                    rule.name().span(),
                    rule.name().text(),
                    "The \"or\"s of this rule give more than " + Limits.BRANCHES_OF_OR + " combinations.",
                    "Split the rule, or let other rules derive a fact from each \"or\"."));
            return null;
        }
        if (!Extent.fits(rule, products, findings)) {
            return null;
        }
        List<Branch> branches = new ArrayList<>();
        for (List<Syntax.Element> product : products) {
            branches.add(new BranchChecker().check(product));
        }
        return head == null
                ? null
                : new Rule(
                        rule.name().text(),
                        head.says(),
                        head.cites(),
                        List.copyOf(branches),
                        Rule.Phase.SIGNALS,
                        0,
                        0,
                        rule.name().span());
    }

    /** Stops growing past the limit: the caller only needs to know that it was passed. */
    private static List<List<Syntax.Element>> multiply(List<Syntax.Element> elements) {
        List<List<Syntax.Element>> products = new ArrayList<>();
        products.add(new ArrayList<>());
        for (Syntax.Element element : elements) {
            if (!(element instanceof Syntax.OrElement or)) {
                products.forEach(product -> product.add(element));
                continue;
            }
            List<List<Syntax.Element>> choices = or.branches().stream()
                    .flatMap(branch -> multiply(branch).stream())
                    .toList();
            if (choices.size() * products.size() > Limits.BRANCHES_OF_OR) {
                return java.util.Collections.nCopies(Limits.BRANCHES_OF_OR + 1, elements);
            }
            List<List<Syntax.Element>> before = products;
            products = new ArrayList<>();
            for (List<Syntax.Element> product : before) {
                for (List<Syntax.Element> choice : choices) {
                    List<Syntax.Element> longer = new ArrayList<>(product);
                    longer.addAll(choice);
                    products.add(longer);
                }
            }
        }
        return products;
    }

    private final class BranchChecker {

        private final Map<String, Variable> variables = new LinkedHashMap<>();
        private final Set<String> lost = new HashSet<>();

        /** What stock Drools cannot hand to a constructor, with what it is. */
        private final Map<Variable, String> loose = new HashMap<>();

        private int variableCount;

        Branch check(List<Syntax.Element> syntax) {
            List<Element> elements = new ArrayList<>();
            for (Syntax.Element element : syntax) {
                Element checked = element(element);
                if (checked != null) {
                    elements.add(checked);
                }
            }
            checkTemplates();
            return new Branch(List.copyOf(elements), Map.copyOf(variables), arguments());
        }

        private @Nullable Element element(Syntax.Element element) {
            if (element instanceof Syntax.PatternElement pattern) {
                return pattern(pattern, variables);
            }
            if (element instanceof Syntax.QuantifiedElement quantified) {
                Map<String, Variable> inside = new LinkedHashMap<>(variables);
                List<Element.Pattern> patterns = new ArrayList<>();
                for (Syntax.PatternElement pattern : quantified.patterns()) {
                    Element.Pattern checked = pattern(pattern, inside);
                    if (checked != null) {
                        patterns.add(checked);
                    }
                }
                return new Element.Quantified(quantified.exists(), List.copyOf(patterns), quantified.span());
            }
            return accumulate((Syntax.AccumulateElement) element);
        }

        private Element.@Nullable Pattern pattern(Syntax.PatternElement syntax, Map<String, Variable> scope) {
            FactType type = declarations.types().get(syntax.type().text());
            if (type == null) {
                unknownFact(syntax.type());
                syntax.constraints().forEach(constraint -> lost(constraint.variable(), scope));
                return null;
            }
            if (syntax.variable() != null) {
                error(
                        Code.BOUND_NAME,
                        syntax.variable().span(),
                        "A whole fact cannot be bound, only a field: Models( $status : status ).",
                        "Bind the field that you need inside the brackets.");
            }
            ConditionChecker checker = new ConditionChecker(type, scope, declarations, terms);
            List<Condition> conditions = new ArrayList<>();
            List<Binding> bindings = new ArrayList<>();
            for (Syntax.Constraint constraint : syntax.constraints()) {
                try {
                    if (constraint.variable() != null && constraint.field() != null) {
                        Field field = checker.field(constraint.field());
                        Variable variable = bind(constraint.variable(), field.type(), field.nullable(), false, scope);
                        bindings.add(new Binding(variable, field, type));
                    }
                    if (constraint.expression() != null) {
                        conditions.add(checker.check(constraint.expression()));
                    }
                } catch (Mistake mistake) {
                    note(mistake);
                    lost(constraint.variable(), scope);
                }
            }
            return new Element.Pattern(
                    type,
                    List.copyOf(bindings),
                    new Condition.And(List.copyOf(conditions)),
                    checker.reads(),
                    syntax.type().span());
        }

        private void unknownFact(Syntax.Name name) {
            Set<String> known = declarations.types().keySet();
            if (!declarations.lost().contains(name.text())) {
                error(
                        Code.UNKNOWN_FACT,
                        name.span(),
                        "There is no fact \"" + name.text() + "\" " + Messages.expected(known) + ".",
                        Messages.didYouMean(name.text(), known));
            }
        }

        /** A name whose binding has a finding: that nothing binds it need not be said, too. */
        private void lost(Syntax.@Nullable Name variable, Map<String, Variable> scope) {
            if (variable != null && !scope.containsKey(variable.text())) {
                lost.add(variable.text());
            }
        }

        private void note(Mistake mistake) {
            if (mistake instanceof Mistake.Several several) {
                several.mistakes().forEach(this::note);
                return;
            }
            if (mistake instanceof Mistake.Follows) {
                return;
            }
            if (!(mistake instanceof Mistake.Unbound unbound) || !lost.contains(unbound.name())) {
                findings.add(mistake.in(rule.name().text()));
            }
        }

        private Variable bind(
                Syntax.Name name, ValueType type, boolean nullable, boolean counted, Map<String, Variable> scope) {
            Variable variable = new Variable(name.text(), type, nullable, counted, variableCount++);
            if (scope.putIfAbsent(name.text(), variable) != null) {
                error(Code.DUPLICATE, name.span(), name.text() + " is bound twice.", "Give the second another name.");
            }
            return variable;
        }

        private @Nullable Element accumulate(Syntax.AccumulateElement syntax) {
            Map<String, Variable> inside = new LinkedHashMap<>(variables);
            Element.Pattern source = pattern(syntax.source(), inside);
            if (source == null) {
                syntax.aggregations().forEach(aggregation -> lost(aggregation.variable(), variables));
                return null;
            }
            Map<String, Field> countable = new HashMap<>();
            source.bindings()
                    .forEach(binding -> countable.put(binding.variable().name(), binding.field()));
            List<Aggregate> aggregates = new ArrayList<>();
            Map<String, Variable> results = new LinkedHashMap<>(variables);
            for (Syntax.Aggregation aggregation : syntax.aggregations()) {
                try {
                    aggregates.add(aggregate(aggregation, countable, results));
                } catch (Mistake mistake) {
                    note(mistake);
                    lost(aggregation.variable(), results);
                }
            }
            ConditionChecker checker = new ConditionChecker(null, results, declarations, terms);
            List<Condition> conditions = new ArrayList<>();
            for (Syntax.Expression constraint : syntax.constraints()) {
                try {
                    conditions.add(checker.check(constraint));
                } catch (Mistake mistake) {
                    note(mistake);
                }
            }
            variables.putAll(results);
            return new Element.Accumulation(
                    source, List.copyOf(aggregates), new Condition.And(List.copyOf(conditions)), syntax.span());
        }

        private Aggregate aggregate(
                Syntax.Aggregation syntax, Map<String, Field> countable, Map<String, Variable> results) {
            Element.Function function = FUNCTIONS.get(syntax.function().text());
            if (function == null) {
                throw new Mistake(
                        Code.UNKNOWN_FUNCTION,
                        syntax.function().span(),
                        "accumulate has no \"" + syntax.function().text() + "\" "
                                + Messages.expected(FUNCTIONS.keySet()) + ".",
                        Messages.didYouMean(syntax.function().text(), FUNCTIONS.keySet()));
            }
            Field argument = syntax.argument() == null
                    ? null
                    : countable.get(syntax.argument().text());
            boolean count = function == Element.Function.COUNT;
            if (argument == null && (syntax.argument() != null || !count)) {
                Syntax.Name at = syntax.argument() == null ? syntax.function() : syntax.argument();
                throw new Mistake(
                        Code.UNKNOWN_VARIABLE,
                        at.span(),
                        syntax.function().text() + " takes a value bound in this accumulate "
                                + Messages.expected(countable.keySet()) + ".",
                        "Bind it in the pattern: $value : field.");
            }
            if (!count && argument != null && !argument.type().isNumber()) {
                throw new Mistake(
                        Code.WRONG_TYPE,
                        syntax.argument() == null
                                ? syntax.function().span()
                                : syntax.argument().span(),
                        syntax.function().text() + " takes numbers; \"" + argument.name() + "\" is "
                                + ConditionChecker.article(argument.type()) + ".",
                        null);
            }
            ValueType type = count || argument == null
                    ? Simple.INTEGER
                    : function == Element.Function.AVERAGE ? Simple.DOUBLE : argument.type();
            Variable variable = bind(syntax.variable(), type, false, true, results);
            boolean extreme = function == Element.Function.MIN || function == Element.Function.MAX;
            if (count || extreme && type == Simple.DOUBLE) {
                loose.put(
                        variable, count ? "a count" : "the " + syntax.function().text() + " of a Double");
            }
            return new Aggregate(variable, function, argument);
        }

        private List<Operand> arguments() {
            Syntax.Call call = rule.then();
            if (call == null || call.inserted() == null) {
                return List.of();
            }
            FactType type = declarations.types().get(call.inserted().text());
            if (type == null || type.origin() != FactType.Origin.DERIVED) {
                return List.of(); // the head's finding says so
            }
            if (call.arguments().size() != type.fields().size()) {
                error(
                        Code.WRONG_ARGUMENTS,
                        call.inserted().span(),
                        "new " + type.name() + " takes " + type.fields().size() + " values, not "
                                + call.arguments().size() + " (expected: "
                                + type.fields().stream().map(Field::name).collect(Collectors.joining(", "))
                                + ", in this order).",
                        null);
                return List.of();
            }
            ConditionChecker checker = new ConditionChecker(null, variables, declarations, terms);
            List<Operand> arguments = new ArrayList<>();
            for (int i = 0; i < type.fields().size(); i++) {
                Field field = type.fields().get(i);
                Syntax.Value value = call.arguments().get(i);
                try {
                    Operand argument = checker.operand(value, new Condition.FieldOf(field));
                    fitsStock(value, argument, field);
                    if (!argument.type().equals(field.type())) {
                        throw new Mistake(
                                Code.WRONG_TYPE,
                                value.span(),
                                "The field \"" + field.name() + "\" of " + type.name() + " is "
                                        + ConditionChecker.article(field.type()) + "; this is "
                                        + ConditionChecker.article(argument.type()) + ".",
                                null);
                    }
                    arguments.add(argument);
                } catch (Mistake mistake) {
                    note(mistake);
                }
            }
            return List.copyOf(arguments);
        }

        /** Where a constructor of Java takes less than this language would. */
        private void fitsStock(Syntax.Value value, Operand argument, Field field) {
            if (field.type() == Simple.DOUBLE
                    && value instanceof Syntax.Literal literal
                    && literal.kind() == Syntax.Literal.Kind.INTEGER) {
                throw new Mistake(
                        Code.WRONG_TYPE,
                        value.span(),
                        "The field \"" + field.name() + "\" is a Double (expected: " + literal.text() + ".0).",
                        null);
            }
            String what = argument instanceof Variable variable ? loose.get(variable) : null;
            if (argument instanceof Variable variable && what != null) {
                throw new Mistake(
                        Code.WRONG_TYPE,
                        value.span(),
                        variable.name() + " is " + what
                                + ", which no fact can hold (expected: a sum or a field's value).",
                        what.equals("a count")
                                ? "Sum a field that is 1, or derive one fact for each case."
                                : "Compare the number in this rule, or derive the fact from the field itself.");
            }
        }

        private void checkTemplates() {
            for (Syntax.Annotation annotation : rule.head()) {
                if (annotation.value() == null) {
                    continue;
                }
                for (String name : Template.of(annotation.value().text()).variables()) {
                    if (!variables.containsKey(name) && !lost.contains(name)) {
                        error(
                                Code.UNKNOWN_VARIABLE,
                                annotation.value().within("{" + name + "}", 0),
                                "The text speaks of {" + name + "}, which nothing binds"
                                        + (variables.isEmpty() ? "" : " " + Messages.expected(variables.keySet()))
                                        + ".",
                                "Bind it in a pattern: " + name + " : field.");
                    }
                }
            }
        }
    }

    private void error(Code code, Span at, String message, @Nullable String hint) {
        findings.add(Finding.of(code, at, rule.name().text(), message, hint));
    }
}
