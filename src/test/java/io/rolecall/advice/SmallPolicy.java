package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Json;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A policy about lunch in a few lines, and what it answers. */
record SmallPolicy(Policy policy) {

    private static final String FACTS = """
            package lunch;
            declare Weather
                raining : Boolean  @ask( "Is it raining?" ) @why( "Nobody likes a wet lunch." )
                degrees : Integer  @ask( "How warm is it?" )
                word    : String   @ask( "What does the cook say?" )
            end
            """;

    private static final String ABOUT = """
            name: lunch
            title: Where to eat
            purpose: Says where to eat.
            owner: Tests
            contact: Tests
            leanings: [ { id: OUT, title: Outside }, { id: IN, title: Inside } ]
            outcomes:
              - { id: PARK, title: In the park, statement: Go out. }
              - { id: KITCHEN, title: In the kitchen, statement: Stay in. }
            """;

    private static final String REFERENCES = "- { key: a-b, title: One, author: Two, year: 2020, where: Here }\n";

    static SmallPolicy of(String rules) {
        return of(rules, Map.of());
    }

    /** @param replaced texts of policy.yaml, references.yaml and the facts, by what they stand in place of */
    static SmallPolicy of(String rules, Map<String, String> replaced) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("facts.drl", FACTS);
        texts.put("policy.yaml", ABOUT);
        texts.put("references.yaml", REFERENCES);
        replaced.forEach((from, to) -> texts.replaceAll((path, text) -> text.replace(from, to)));
        texts.put("rules.drl", "package lunch;\n" + rules);
        SortedMap<String, byte[]> files = new TreeMap<>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        PolicyReader.Reading reading = PolicyReader.read(Bundle.of("lunch", files));
        assertThat(reading.findings()).filteredOn(Finding::isError).isEmpty();
        return new SmallPolicy(reading.policy());
    }

    static String rule(String name, String head, String when, String verb) {
        return """
                rule "%s"
                    %s @cites( "a-b-7" )
                when
                    %s
                then
                    %s( kcontext );
                end
                """.formatted(name, head, when, verb);
    }

    Facts facts(String weather) {
        return FactReader.read(
                JsonMapper.shared().readTree("{\"weather\": {" + weather + "}}"),
                "/facts",
                policy.base().rulebook());
    }

    /** What the record of an answer tells, with these fields masked. */
    Account account(String weather, String... masked) {
        Facts facts = facts(weather).masked(Set.of(masked));
        Recommendation recommendation =
                Recommendation.of(policy, 1, facts, null, List.of(masked), null, "1", java.time.Instant.EPOCH);
        byte[] recorded = Json.WRITER.writeValueAsBytes(recommendation);
        return new Retelling(RecordedAnswer.of(recorded), policy).account(Detail.FULL);
    }

    WhyNot whyNot(String weather) {
        return WhyNot.in(policy.base().rulebook(), facts(weather));
    }
}
