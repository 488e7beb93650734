package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Span;
import io.rolecall.knowledge.Terms;
import io.rolecall.policy.Policy.About;
import io.rolecall.policy.Policy.Guide;
import io.rolecall.policy.Policy.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Everything of a policy that is not a rule: policy.yaml, references.yaml, guides, scenarios and teams. */
final class YamlPolicy {

    private static final String ABOUT = Policy.FILE;
    static final String REFERENCES = "references.yaml";
    private static final String GUIDES = "guides/";
    private static final String TEAMS = "teams/";
    private static final String SCENARIOS = ".scenarios.yaml";
    private static final String YAML = ".yaml";

    private final Map<String, String> texts;
    private final List<Finding> findings;
    private final Map<String, Span> guidePlaces = new HashMap<>();

    YamlPolicy(Map<String, String> texts, List<Finding> findings) {
        this.texts = texts;
        this.findings = findings;
    }

    About about(String folder) {
        String text = texts.get(ABOUT);
        if (text == null) {
            findings.add(Finding.of(
                    Code.NO_POLICY,
                    new Span(ABOUT, 1, 1, 1),
                    null,
                    "The folder has no policy.yaml.",
                    "Write one with name, title, leanings and outcomes."));
            return new About(folder, folder, "", "", "", List.of(), List.of());
        }
        YamlFile file = YamlFile.read(ABOUT, text, findings);
        Members members = new Members(file, file.root(), "", "a policy", findings)
                .only(List.of("name", "title", "purpose", "owner", "contact", "leanings", "outcomes"));
        String name = members.text("name");
        if (!name.isEmpty() && !name.equals(folder)) {
            members.error("/name", "The name is \"" + name + "\" (expected: the folder's, " + folder + ").");
        }
        if (!folder.matches("[a-z][a-z0-9-]{0,63}")) {
            members.error(
                    "/name",
                    "\"" + folder + "\" cannot name a policy (expected: small letters, digits and dashes).",
                    "Rename the folder.");
        }
        Set<String> ids = new HashSet<>();
        List<Policy.Leaning> leanings = members.list("leanings", "a leaning").stream()
                .map(leaning -> leaning.only(List.of("id", "title")))
                .map(leaning -> new Policy.Leaning(id(leaning, ids), leaning.text("title")))
                .toList();
        ids.clear();
        List<Policy.Outcome> outcomes = members.list("outcomes", "an outcome").stream()
                .map(outcome -> outcome(outcome, ids, file))
                .toList();
        if (outcomes.isEmpty() && file.root().isObject()) {
            members.error("/outcomes", "A policy has outcomes (expected: a list of id, title, statement, guides).");
        }
        return new About(
                folder,
                members.text("title"),
                text(members, "purpose"),
                text(members, "owner"),
                text(members, "contact"),
                leanings,
                outcomes);
    }

    private Policy.Outcome outcome(Members outcome, Set<String> ids, YamlFile file) {
        outcome.only(List.of("id", "title", "statement", "guides"));
        String id = id(outcome, ids);
        List<String> guides = outcome.texts("guides");
        for (int i = 0; i < guides.size(); i++) {
            guidePlaces.put(id + "/" + guides.get(i), file.at(outcome.pointer() + "/guides/" + i));
        }
        return new Policy.Outcome(id, outcome.text("title"), outcome.text("statement"), guides);
    }

    private static String id(Members members, Set<String> ids) {
        String id = members.text("id");
        if (!id.isEmpty() && !id.matches("[A-Z][A-Z0-9_]{0,63}")) {
            members.error("/id", "\"" + id + "\" is no id (expected: capitals, digits and _, such as ML_ENGINEER).");
        }
        if (!ids.add(id)) {
            members.error("/id", "\"" + id + "\" is there twice.");
        }
        return id;
    }

    private static String text(Members members, String name) {
        String text = members.optionalText(name);
        return text == null ? "" : text;
    }

    /** Where an outcome names a guide. */
    Span guidePlace(String outcome, String guide) {
        return guidePlaces.getOrDefault(outcome + "/" + guide, new Span(ABOUT, 1, 1, 1));
    }

    Map<String, Source> sources() {
        Map<String, Source> sources = new LinkedHashMap<>();
        for (Members source : list(REFERENCES, "a source")) {
            source.only(List.of("key", "title", "author", "year", "where", "places"));
            String key = source.text("key");
            if (sources.containsKey(key)) {
                source.error("/key", "The key \"" + key + "\" is there twice.");
            }
            sources.put(
                    key,
                    new Source(
                            key,
                            source.text("title"),
                            source.optionalText("author"),
                            source.optionalNumber("year"),
                            source.optionalText("where"),
                            source.optionalNumber("places")));
        }
        return sources;
    }

    Map<String, Guide> guides(Terms terms) {
        Map<String, Guide> guides = new LinkedHashMap<>();
        texts.forEach((path, text) -> {
            if (path.startsWith(GUIDES) && path.endsWith(YAML)) {
                String name = path.substring(GUIDES.length(), path.length() - YAML.length());
                YamlFile file = YamlFile.read(path, text, findings);
                Members guide =
                        new Members(file, file.root(), "", "a guide", findings).only(List.of("title", "sections"));
                List<Guide.Section> sections = guide.list("sections", "a section").stream()
                        .map(section -> section(section, terms))
                        .toList();
                guides.put(name, new Guide(name, guide.text("title"), sections));
            }
        });
        return guides;
    }

    private Guide.Section section(Members section, Terms terms) {
        section.only(List.of("title", "text", "items", "cites"));
        List<String> cites = section.texts("cites");
        for (int i = 0; i < cites.size(); i++) {
            if (!terms.knows(cites.get(i))) {
                section.error(
                        Code.UNKNOWN_CITATION,
                        "/cites/" + i,
                        terms.unknown(cites.get(i)),
                        Messages.didYouMean(cites.get(i), terms.sources().keySet()));
            }
        }
        return new Guide.Section(section.text("title"), section.optionalText("text"), section.texts("items"), cites);
    }

    /** @param complete whether every rule could be read; else a name that is missing says nothing */
    List<Scenario> scenarios(Set<String> rules, Terms terms, boolean complete) {
        List<Scenario> scenarios = new ArrayList<>();
        for (String path : texts.keySet()) {
            if (path.endsWith(SCENARIOS)) {
                YamlFile file = YamlFile.read(path, texts.getOrDefault(path, ""), findings);
                for (Members scenario : elements(file, "a scenario")) {
                    scenario.only(List.of("name", "given", "expect"));
                    scenarios.add(scenario(scenario, file, rules, terms, complete));
                }
            }
        }
        return List.copyOf(scenarios);
    }

    List<Scenario> teams(Set<String> rules, Terms terms, boolean complete) {
        List<Scenario> teams = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (path.startsWith(TEAMS) && path.endsWith(YAML)) {
                YamlFile file = YamlFile.read(path, text, findings);
                Members team = new Members(file, file.root(), "", "a team", findings)
                        .only(List.of("name", "situation", "given", "expect"));
                teams.add(scenario(team, file, rules, terms, complete));
            }
        });
        return List.copyOf(teams);
    }

    private Scenario scenario(Members scenario, YamlFile file, Set<String> rules, Terms terms, boolean complete) {
        JsonNode given = scenario.get("given");
        JsonNode expected = scenario.get("expect");
        Members expect = new Members(
                        file,
                        expected.isMissingNode()
                                ? tools.jackson.databind.node.JsonNodeFactory.instance.objectNode()
                                : expected,
                        scenario.pointer() + "/expect",
                        "what a scenario expects",
                        findings)
                .only(List.of("signals", "not", "outcome", "plan", "cautions"));
        String outcome = expect.optionalText("outcome");
        if (outcome != null
                && !outcome.equals(Scenario.UNDECIDED)
                && !terms.outcomes().contains(outcome)) {
            expect.error(
                    Code.UNKNOWN_OUTCOME,
                    "/outcome",
                    "policy.yaml has no outcome \"" + outcome + "\" " + Messages.expected(terms.outcomes()) + ".",
                    Messages.didYouMean(outcome, terms.outcomes()));
        }
        for (String list : List.of("signals", "not", "plan", "cautions")) {
            List<String> names = expect.texts(list);
            for (int i = 0; complete && i < names.size(); i++) {
                if (!rules.contains(names.get(i))) {
                    expect.error(
                            Code.UNKNOWN_RULE,
                            "/" + list + "/" + i,
                            "There is no rule \"" + names.get(i) + "\".",
                            Messages.didYouMean(names.get(i), rules));
                }
            }
        }
        return new Scenario(
                scenario.text("name"),
                scenario.optionalText("situation"),
                file.at(scenario.pointer() + "/name"),
                given,
                file.below(scenario.pointer() + "/given", given),
                expect.texts("signals"),
                expect.texts("not"),
                outcome,
                expect.texts("plan"),
                expect.texts("cautions"));
    }

    private List<Members> list(String path, String what) {
        @Nullable String text = texts.get(path);
        return text == null ? List.of() : elements(YamlFile.read(path, text, findings), what);
    }

    private List<Members> elements(YamlFile file, String what) {
        List<Members> members = new ArrayList<>();
        if (file.root().isArray()) {
            for (JsonNode element : file.root()) {
                members.add(new Members(file, element, "/" + members.size(), what, findings));
            }
        } else if (!file.root().isNull() && !file.root().isMissingNode()) {
            findings.add(Finding.of(
                    Code.WRONG_VALUE, file.at(""), null, "This file is a list, each with " + what + ".", null));
        }
        return members;
    }
}
