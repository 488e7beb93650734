package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is masked cannot be told from an evaluation, whatever was made from it. For a long run
 * {@code mvn -q test -Dtest=MaskingTests -Drolecall.masked=200000}; {@code -Drolecall.seed=42} for another beginning.
 */
class MaskingTests {

    private static final int PAIRS = Integer.getInteger("rolecall.masked", 6_000);
    private static final long SEED = Long.getLong("rolecall.seed", System.nanoTime());
    private static final int SITUATIONS = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String RULES = """
            rule "A large thing is noted"
            when
                Thing( $count : count > 3, $share : share )
            then
                insertLogical( new Note( $count, $share ) );
            end
            rule "A note weighs"
                @favours( A ) @weight( 1 ) @because( "The note weighs {$weight}, and the thing is {$name}." ) @cites( "0-01" )
            when
                Thing( $name : name, flag == true )
                Note( $weight : weight )
            then
                raise( kcontext );
            end
            rule "Notes are counted"
                @favours( B ) @weight( 1 ) @because( "They are {$n}, {$sum} in all." ) @cites( "0-01" )
            when
                accumulate( Note( $w : weight ); $n : count( $w ), $sum : sum( $w ); $n >= 1 )
            then
                raise( kcontext );
            end
            """;

    private final KnowledgeBase base = Policies.compile(RULES);

    @Test
    void keepsAValueOutOfEverythingThatWasMadeFromIt() {
        Evaluation evaluation = masked(
                "{\"thing\": {\"count\": 4711, \"share\": 0.25, \"name\": \"it\", \"flag\": true}}", "thing.count");
        String shown = json(evaluation);
        assertThat(shown).doesNotContain("4711");
        assertThat(evaluation.signals())
                .extracting(Evaluation.Signal::because)
                .containsExactly(
                        "The note weighs [masked], and the thing is it.", "They are [masked], [masked] in all.");
        assertThat(evaluation.trace().get(0).matched())
                .containsEntry("thing.count", "[masked]")
                .containsEntry("thing.share", 0.25);
        assertThat(evaluation.trace().get(0).inserted().toString())
                .isEqualTo("[{note={weight=[masked], share=[masked]}}]");
        assertThat(evaluation.trace().get(1).matched())
                .containsEntry("note.weight", "[masked]")
                .containsEntry("thing.flag", true);
    }

    @Test
    void masksTheFactsAsTheyWereReceived() {
        Facts facts = facts("{\"thing\": {\"count\": 4711, \"name\": null, \"share\": 1}}")
                .masked(Set.of("thing.count", "thing.name", "other.thing"));
        assertThat(facts.received().toString())
                .isEqualTo("{\"thing\":{\"count\":\"[masked]\",\"name\":null,\"share\":1}}");
        assertThat(facts.masked()).containsExactly("thing.count");
        assertThat(facts.unknown()).contains("thing.name").doesNotContain("thing.count");
    }

    @Test
    void changesNothingWhereNothingOfItIsStated() {
        Facts facts = facts("{\"thing\": {\"share\": 1}}");
        assertThat(facts.masked(Set.of("thing.count"))).isSameAs(facts);
    }

    @Test
    void reasonsWithTheTrueValues() {
        String facts = "{\"thing\": {\"count\": 3, \"share\": 0.25, \"flag\": true}}";
        assertThat(masked(facts, "thing.count").signals()).isEmpty();
    }

    /** Two situations that differ in the masked value alone, and in which the same rules fire, are told alike to the byte. */
    @Test
    void tellsNoTwoValuesApartForRandomPolicies() {
        System.out.println("MaskingTests: rolecall.seed=" + SEED + ", " + PAIRS + " pairs");
        Random random = new Random(SEED);
        int compared = 0;
        int different = 0;
        for (int pairs = 0; pairs < PAIRS; pairs += SITUATIONS) {
            RandomPolicy policy = RandomPolicy.random(random);
            Rulebook rulebook = policy.check().rulebook();
            KnowledgeBase any = KnowledgeBase.compile(rulebook);
            for (int i = 0; i < SITUATIONS; i++) {
                Map<String, Object> one = RandomPolicy.situation(random);
                Map<String, Object> other = RandomPolicy.situation(random);
                List<String> both =
                        one.keySet().stream().filter(other::containsKey).toList();
                if (both.isEmpty()) {
                    continue;
                }
                String path = both.get(random.nextInt(both.size()));
                Map<String, Object> two = new LinkedHashMap<>(one);
                two.put(path, other.get(path));
                Facts first = FactReader.read(JSON.readTree(RandomPolicy.json(one)), "/facts", rulebook);
                Facts second = FactReader.read(JSON.readTree(RandomPolicy.json(two)), "/facts", rulebook);
                Evaluation firstTrue = any.evaluate(first);
                Evaluation secondTrue = any.evaluate(second);
                if (!fired(firstTrue, rulebook).equals(fired(secondTrue, rulebook))) {
                    continue;
                }
                compared++;
                different += json(firstTrue).equals(json(secondTrue)) ? 0 : 1;
                String firstShown = shown(any, first, path);
                assertThat(shown(any, second, path))
                        .as("rolecall.seed=%d, %s: %s and %s\n%s", SEED, path, one, two, policy.text())
                        .isEqualTo(firstShown);
                assertThat(json(any.evaluate(first.masked(Set.of(path))).scores()))
                        .isEqualTo(json(firstTrue.scores()));
            }
        }
        System.out.println("MaskingTests: " + compared + " compared, " + different + " of them differ unmasked");
        assertThat(different).isGreaterThan(PAIRS / 20);
    }

    private static String json(Object value) {
        return Json.WRITER.writeValueAsString(value);
    }

    private static String shown(KnowledgeBase base, Facts facts, String path) {
        Facts masked = facts.masked(Set.of(path));
        return json(base.evaluate(masked)) + masked.received() + masked.unknown();
    }

    /** Which rules fired and how often, and in which of its ways a rule with an {@code or}: it shows in what it read. */
    private static List<String> fired(Evaluation evaluation, Rulebook rulebook) {
        Set<String> withWays = rulebook.rules().stream()
                .filter(rule -> rule.branches().size() > 1)
                .map(Rule::name)
                .collect(Collectors.toSet());
        List<String> fired = new ArrayList<>();
        for (Evaluation.Fired each : evaluation.trace()) {
            Set<String> read = new TreeSet<>();
            if (withWays.contains(each.rule())) {
                each.matched().keySet().forEach(name -> read.add(name.replaceAll("#\\d+", "")));
            }
            fired.add(each.rule() + read);
        }
        fired.sort(null);
        return fired;
    }

    private Evaluation masked(String facts, String path) {
        return base.evaluate(facts(facts).masked(Set.of(path)));
    }

    private Facts facts(String facts) {
        return FactReader.read(JSON.readTree(facts), "/facts", base.rulebook());
    }
}
