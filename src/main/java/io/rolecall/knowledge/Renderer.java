package io.rolecall.knowledge;

import static org.drools.model.PatternDSL.on;
import static org.drools.model.PatternDSL.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.model.Drools;
import org.drools.model.Rule.Attribute;
import org.drools.model.RuleItemBuilder;
import org.drools.model.functions.Block2;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.runtime.rule.Match;
import org.kie.api.runtime.rule.RuleContext;

/**
 * From a rulebook to a Drools base, through Drools' executable model and without a compiler: no source is printed, no class
 * is generated or loaded, so that no text of an author can ever run, and a change is live in milliseconds. See
 * src/docs/decisions/0002.
 */
final class Renderer {

    private static final String PACKAGE = "rendered";

    private Renderer() {}

    /**
     * A branch of a rule as Drools knows it.
     *
     * @param number the branch's, within its rule
     * @param place among all branches, in the order in which matches are told
     * @param reading null where what it matched must be asked of the match
     * @param mentions what it looks for in texts
     * @param characters of the rule's texts
     * @param places in them for what is bound
     */
    record RenderedRule(
            Rule rule,
            int number,
            Rule.Branch branch,
            int place,
            @Nullable Reading reading,
            MentionSites mentions,
            int characters,
            int places) {

        /** Whether the rule's texts read the same whatever is bound. */
        boolean fixed() {
            return places == 0;
        }

        /** Under which Drools knows it. */
        String name() {
            return "R" + rule.number() + "_" + number;
        }
    }

    /** @param joinsScores whether a rule looks for scores of any leaning, so that they must be in the session */
    record Rendering(KieBase base, boolean joinsScores) {}

    static Rendering render(Rulebook rulebook) {
        List<RenderedRule> rules = branches(rulebook);
        ModelImpl model = new ModelImpl();
        rules.forEach(rule -> model.addRule(rendered(rule)));
        KieBase base = KieBaseBuilder.createKieBaseFromModel(model);
        holdsExactly(base, rules.stream().map(RenderedRule::name).collect(Collectors.toSet()));
        boolean joinsScores = rules.stream()
                .flatMap(rule -> rule.branch().elements().stream())
                .anyMatch(Renderer::joinsScores);
        return new Rendering(base, joinsScores);
    }

    private static List<RenderedRule> branches(Rulebook rulebook) {
        List<RenderedRule> branches = new ArrayList<>();
        rulebook.rules().stream()
                .sorted(Comparator.comparing(Rule::phase)
                        .thenComparing(Rule::stratum)
                        .thenComparing(Rule::number))
                .forEach(rule -> {
                    int characters = 0;
                    int places = 0;
                    for (Template template : rule.says().templates()) {
                        characters += template.text().length();
                        places += template.variables().size();
                    }
                    for (int i = 0; i < rule.branches().size(); i++) {
                        Rule.Branch branch = rule.branches().get(i);
                        branches.add(new RenderedRule(
                                rule,
                                i,
                                branch,
                                branches.size(),
                                Reading.of(branch),
                                MentionSites.of(branch),
                                characters,
                                places));
                    }
                });
        return branches;
    }

    /** Nothing but the rules rendered: by number and name, in one package, and no function, query, global or type beside. */
    private static void holdsExactly(KieBase base, Set<String> rules) {
        List<String> held = new ArrayList<>();
        for (KiePackage part : base.getKiePackages()) {
            part.getRules().forEach(rule -> held.add(part.getName() + "." + rule.getName()));
            boolean more = !part.getFunctionNames().isEmpty()
                    || !part.getQueries().isEmpty()
                    || !part.getGlobalVariables().isEmpty()
                    || part.getFactTypes().stream().anyMatch(type -> !knownAlready(type.getFactClass()));
            if (more) {
                throw new IllegalStateException("The base holds more than rules in " + part.getName() + ".");
            }
        }
        Set<String> expected = rules.stream().map(name -> PACKAGE + "." + name).collect(Collectors.toSet());
        if (held.size() != rules.size() || !expected.equals(new HashSet<>(held))) {
            throw new IllegalStateException(
                    "The base holds " + held.size() + " rules, and not exactly the " + rules.size() + " rendered.");
        }
    }

    /** Drools keeps a description of each class that rules match. */
    private static boolean knownAlready(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == Renderer.class.getClassLoader();
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

    private static org.drools.model.Rule rendered(RenderedRule rendered) {
        Rule rule = rendered.rule();
        BranchRenderer branch = BranchRenderer.of(rule, rendered.branch(), rendered.name());
        List<RuleItemBuilder<?>> items = new ArrayList<>(branch.items());
        items.add(on(branch.situation()).execute(consequence(rendered)));
        return rule(PACKAGE, rendered.name())
                .attribute(Attribute.AGENDA_GROUP, rule.phase().word())
                .attribute(Attribute.SALIENCE, -rule.stratum())
                .build(items.toArray(RuleItemBuilder[]::new));
    }

    /** It notes that the rule fired: what a verb says stands in the rule's head. */
    private static Block2<Drools, Object> consequence(RenderedRule rendered) {
        Rule.Says says = rendered.rule().says();
        return (drools, situation) -> {
            Match match = ((RuleContext) drools).getMatch();
            ((Situation) situation).fired(rendered, match);
            if (says instanceof Rule.Inserts inserts) {
                drools.insert(MatchValues.inserted(inserts.type(), rendered.branch(), match));
            }
        };
    }
}
