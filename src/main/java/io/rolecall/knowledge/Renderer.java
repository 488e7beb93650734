package io.rolecall.knowledge;

import static io.rolecall.knowledge.ConditionRenderer.FALSE;
import static io.rolecall.knowledge.ConditionRenderer.TRUE;
import static io.rolecall.knowledge.ConditionRenderer.certain;
import static io.rolecall.knowledge.ConditionRenderer.possible;
import static io.rolecall.knowledge.ConditionRenderer.print;

import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Aggregate;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.Rule.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints the DRL that Drools compiles. Everything in it is ours: rules, types, fields and variables are numbered, enum
 * constants are their positions, texts are in hexadecimal. Conditions carry their own guards for unknown.
 */
final class Renderer {

    static final String PACKAGE = "rendered";

    private final StringBuilder out = new StringBuilder();

    private Renderer() {}

    static String render(Rulebook rulebook) {
        Renderer renderer = new Renderer();
        renderer.out
                .append("package ")
                .append(PACKAGE)
                .append(";\nimport io.rolecall.knowledge.Literals;\n")
                .append("import io.rolecall.vocabulary.Score;\nimport io.rolecall.vocabulary.Recommendation;\n");
        rulebook.types().forEach(renderer::type);
        for (Rule rule : rulebook.rules()) {
            for (int branch = 0; branch < rule.branches().size(); branch++) {
                renderer.rule(rule, branch);
            }
        }
        return renderer.out.toString();
    }

    static String ruleName(Rule rule, int branch) {
        return "R" + rule.number() + "_" + branch;
    }

    static String typeName(FactType type) {
        return type.origin() == FactType.Origin.VOCABULARY ? type.name() : "T" + type.number();
    }

    /** The variable that holds the n-th matched object of a branch. */
    static String objectName(int element) {
        return "$o" + element;
    }

    private void type(FactType type) {
        out.append("declare ").append(typeName(type)).append('\n');
        for (Field field : type.fields()) {
            out.append("  f")
                    .append(field.number())
                    .append(" : ")
                    .append(javaName(field.type()))
                    .append('\n');
        }
        out.append("end\n");
    }

    private static String javaName(ValueType type) {
        if (type instanceof ValueType.Simple simple) {
            return switch (simple) {
                case BOOLEAN -> "Boolean";
                case INTEGER -> "Integer";
                case DOUBLE -> "Double";
                case TEXT -> "String";
            };
        }
        return "Integer";
    }

    private void rule(Rule rule, int branchNumber) {
        Branch branch = rule.branches().get(branchNumber);
        out.append("rule \"").append(ruleName(rule, branchNumber)).append("\"\n");
        out.append("ruleflow-group \"").append(rule.phase().word()).append("\"\n");
        out.append("salience ").append(-rule.stratum()).append("\nwhen\n");
        for (int i = 0; i < branch.elements().size(); i++) {
            element(branch.elements().get(i), i);
        }
        out.append("then\n");
        if (rule.says() instanceof Rule.Inserts inserts) {
            String arguments =
                    branch.arguments().stream().map(ConditionRenderer::argument).collect(Collectors.joining(", "));
            out.append("  insert( new ")
                    .append(typeName(inserts.type()))
                    .append("( ")
                    .append(arguments)
                    .append(" ) );\n");
        }
        out.append("end\n");
    }

    private void element(Element element, int number) {
        if (element instanceof Pattern pattern) {
            String object = pattern.type().asked() ? "" : objectName(number) + " : ";
            line(object + pattern(pattern, certain(pattern.condition(), true)));
        } else if (element instanceof Quantified quantified) {
            // `not` holds where the condition is false: where it is not even possible.
            String patterns = quantified.patterns().stream()
                    .map(pattern -> pattern(
                            pattern,
                            quantified.exists()
                                    ? certain(pattern.condition(), true)
                                    : possible(pattern.condition(), true)))
                    .collect(Collectors.joining(" and "));
            line((quantified.exists() ? "exists" : "not") + " ( " + patterns + " )");
        } else {
            accumulation((Accumulation) element, number);
        }
    }

    private void accumulation(Accumulation accumulation, int number) {
        Pattern source = accumulation.source();
        List<Condition> counted = new ArrayList<>(source.condition().parts());
        for (Aggregate aggregate : accumulation.aggregates()) {
            Field argument = aggregate.argument();
            if (argument != null && argument.nullable()) {
                counted.add(new Condition.IsUnknown(new Condition.FieldOf(argument), true, NOWHERE));
            }
        }
        Condition.And all = new Condition.And(counted);
        // What may count but is not sure to makes the whole number unknown, so it must not be there.
        if (ConditionRenderer.threeValued(source.condition())
                || counted.size() > source.condition().parts().size()) {
            String unsure = "(" + possible(source.condition(), true) + ") && (" + possible(all, false) + ")";
            line("not ( " + pattern(source, unsure) + " )");
        }
        String object = "$s" + number;
        String functions = accumulation.aggregates().stream()
                .map(aggregate -> function(aggregate, object))
                .collect(Collectors.joining(", "));
        line("accumulate( " + object + " : " + pattern(source, certain(all, true)) + "; " + functions + ", "
                + objectName(number) + " : collectList( " + object + " ) )");
        // Not inside the accumulate: there Drools takes a condition on several results for one on the first.
        String constraint = constraint(accumulation);
        if (!constraint.equals(TRUE)) {
            line("eval( " + constraint + " )");
        }
    }

    private static final Span NOWHERE = new Span("", 1, 1, 1);

    private static String function(Aggregate aggregate, String object) {
        String name = aggregate.function().name().toLowerCase(Locale.ROOT);
        Field argument = aggregate.argument();
        String of = argument == null || aggregate.function() == Element.Function.COUNT
                ? object
                : object + "." + print(new Condition.FieldOf(argument));
        return print(aggregate.variable()) + " : " + name + "( " + of + " )";
    }

    /** Of nothing there is no smallest, largest or average. */
    private static String constraint(Accumulation accumulation) {
        String some = accumulation.aggregates().stream()
                .filter(aggregate ->
                        aggregate.function() != Element.Function.SUM && aggregate.function() != Element.Function.COUNT)
                .map(aggregate -> print(aggregate.variable()) + " != null")
                .collect(Collectors.joining(" && "));
        String condition = certain(accumulation.condition(), true);
        if (some.isEmpty()) {
            return condition;
        }
        return condition.equals(TRUE) ? some : some + " && " + condition;
    }

    private static String pattern(Pattern pattern, String condition) {
        List<String> constraints = new ArrayList<>();
        pattern.bindings()
                .forEach(binding -> constraints.add(
                        print(binding.variable()) + " : " + print(new Condition.FieldOf(binding.field()))));
        if (condition.equals(FALSE)) {
            constraints.add("1 == 2");
        } else if (!condition.equals(TRUE)) {
            constraints.add(condition);
        }
        return typeName(pattern.type()) + "( " + String.join(", ", constraints) + " )";
    }

    private void line(String text) {
        out.append("  ").append(text).append('\n');
    }
}
