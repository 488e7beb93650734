package io.rolecall.knowledge;

import static org.drools.model.PatternDSL.execute;
import static org.drools.model.PatternDSL.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drools.model.Drools;
import org.drools.model.Rule.Attribute;
import org.drools.model.RuleItemBuilder;
import org.drools.model.functions.Block1;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.rule.RuleContext;

/**
 * From a rulebook to a Drools base, through Drools' executable model and without a compiler: no source is printed, no class
 * is generated or loaded, so that no text of an author can ever run, and a change is live in milliseconds. See
 * src/docs/decisions/0002.
 */
final class Renderer {

    private static final String PACKAGE = "rendered";

    private Renderer() {}

    /** A branch of a rule, by the name under which Drools knows it. */
    record RenderedRule(Rule rule, int number, Rule.Branch branch) {}

    /** @param joinsScores whether a rule looks for scores of any leaning, so that they must be in the session */
    record Rendering(KieBase base, Map<String, RenderedRule> rules, boolean joinsScores) {}

    static Rendering render(Rulebook rulebook) {
        ModelImpl model = new ModelImpl();
        Map<String, RenderedRule> rules = new HashMap<>();
        for (Rule rule : rulebook.rules()) {
            for (int i = 0; i < rule.branches().size(); i++) {
                Rule.Branch branch = rule.branches().get(i);
                String name = "R" + rule.number() + "_" + i;
                rules.put(name, new RenderedRule(rule, i, branch));
                model.addRule(rendered(rule, branch, name));
            }
        }
        KieBase base = KieBaseBuilder.createKieBaseFromModel(model);
        long held = base.getKiePackages().stream()
                .mapToLong(part -> part.getRules().size())
                .sum();
        if (held != rules.size()) {
            throw new IllegalStateException(
                    "The base holds " + held + " rules, and not the " + rules.size() + " rendered.");
        }
        boolean joinsScores = rules.values().stream()
                .flatMap(rule -> rule.branch().elements().stream())
                .anyMatch(Renderer::joinsScores);
        return new Rendering(base, Map.copyOf(rules), joinsScores);
    }

    private static boolean joinsScores(Element element) {
        if (element instanceof Element.Pattern pattern) {
            return pattern.type().equals(FactType.SCORE) && !Situation.holds(pattern);
        }
        return element instanceof Element.Quantified quantified
                ? quantified.patterns().stream()
                        .anyMatch(pattern -> pattern.type().equals(FactType.SCORE))
                : ((Element.Accumulation) element).source().type().equals(FactType.SCORE);
    }

    private static org.drools.model.Rule rendered(Rule rule, Rule.Branch branch, String name) {
        List<RuleItemBuilder<?>> items = new ArrayList<>(BranchRenderer.render(rule, branch, name));
        items.add(execute(consequence(rule, branch)));
        return rule(PACKAGE, name)
                .attribute(Attribute.AGENDA_GROUP, rule.phase().word())
                .attribute(Attribute.SALIENCE, -rule.stratum())
                .build(items.toArray(RuleItemBuilder[]::new));
    }

    /** A verb has nothing to do: what a rule says when it fires stands in its head. */
    private static Block1<Drools> consequence(Rule rule, Rule.Branch branch) {
        if (!(rule.says() instanceof Rule.Inserts inserts)) {
            return drools -> {};
        }
        return drools -> drools.insert(MatchValues.inserted(inserts.type(), branch, ((RuleContext) drools).getMatch()));
    }
}
