package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.advice.Impact.EditEffect;
import io.rolecall.advice.Impact.ImpactSample;
import io.rolecall.advice.Impact.NotReplayable;
import io.rolecall.advice.Impact.OutcomeChange;
import io.rolecall.advice.Impact.OutcomeKept;
import io.rolecall.advice.ImpactTally.Side;
import io.rolecall.audit.RecordedFacts;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Json;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.policy.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The hiring policy against itself, and against itself with a few edits, on situations put together at random. */
class ImpactTallyTests {

    private static final long SEED = Long.getLong("rolecall.seed", System.nanoTime());
    private static final int SITUATIONS = 500;

    private static Policy hiring;
    private static List<JsonNode> situations;

    @BeforeAll
    static void read() throws IOException {
        hiring = policy();
        Random random = new Random(SEED);
        List<Scenario> samples = hiring.samples();
        situations = new ArrayList<>();
        while (situations.size() < SITUATIONS) {
            ObjectNode facts = (ObjectNode)
                    samples.get(random.nextInt(samples.size())).given().deepCopy();
            samples.get(random.nextInt(samples.size())).given().properties().forEach(other -> {
                if (facts.path(other.getKey()) instanceof ObjectNode fact) {
                    fact.setAll((ObjectNode) other.getValue());
                } else {
                    facts.set(other.getKey(), other.getValue());
                }
            });
            situations.add(facts);
        }
    }

    private static Policy policy(String... edits) throws IOException {
        Bundle shipped = Bundle.read("hiring", Path.of("rules-drl/hiring"));
        TreeMap<String, byte[]> files = new TreeMap<>(shipped.files());
        for (int i = 0; i < edits.length; i += 3) {
            String text = new String(files.get(edits[i]), StandardCharsets.UTF_8);
            assertThat(text).contains(edits[i + 1]);
            files.put(edits[i], text.replace(edits[i + 1], edits[i + 2]).getBytes(StandardCharsets.UTF_8));
        }
        PolicyReader.Reading reading = PolicyReader.read(Bundle.of("hiring", files));
        return Objects.requireNonNull(reading.policy(), () -> "" + reading.findings());
    }

    private static Impact impact(Policy before, Policy after, List<RecordedFacts> recorded) {
        ImpactTally tally = new ImpactTally(Side.of(before, 1), Side.of(after, 2));
        for (int i = 0; i < recorded.size(); i++) {
            tally.add("record " + i, recorded.get(i));
        }
        return tally.report(null, 2, 1, Impact.Status.DONE, null, recorded.size());
    }

    private static List<RecordedFacts> recorded() {
        return situations.stream()
                .map(facts -> new RecordedFacts(false, false, facts))
                .toList();
    }

    @Test
    void findsNothingBetweenAVersionAndItself() throws IOException {
        Impact impact = impact(hiring, policy(), recorded());
        assertThat(impact.unchanged()).isEqualTo(SITUATIONS);
        assertThat(impact.changesNothing()).isTrue();
        assertThat(impact.byRule()).isEmpty();
        assertThat(impact.notReplayable()).isEmpty();
    }

    /** What the side without a change answers is what was recorded, to the byte; so nothing else makes a difference. */
    @Test
    void startsFromWhatWasRecorded() {
        for (JsonNode facts : situations) {
            byte[] recorded = Json.WRITER.writeValueAsBytes(answer(facts));
            JsonNode again = RecordedFacts.of(RequestReader.tree(recorded)).facts();
            assertThat(Json.WRITER.writeValueAsBytes(answer(again)))
                    .as("seed %d", SEED)
                    .isEqualTo(recorded);
        }
    }

    private static Recommendation answer(JsonNode facts) {
        return Recommendation.of(
                hiring,
                1,
                FactReader.read(facts, "/facts", hiring.base().rulebook()),
                null,
                List.of(),
                null,
                "one",
                Instant.EPOCH);
    }

    @Test
    void countsEverySituationOnce() throws IOException {
        Policy after = policy(
                "signals/models.drl",
                "@weight( 2 )",
                "@weight( 5 )",
                "conclusions/roles.drl",
                "@because( \"",
                "@because( \"Because: ");
        Impact impact = impact(hiring, after, recorded());
        long changed = impact.changed().stream().mapToLong(OutcomeChange::count).sum();
        assertThat(impact.done()).isEqualTo(SITUATIONS);
        assertThat(impact.unchanged() + changed).as("seed %d", SEED).isEqualTo(SITUATIONS);
        assertThat(changed).as("seed %d", SEED).isPositive();
        assertThat(impact.unchangedByOutcome().stream()
                        .mapToLong(OutcomeKept::count)
                        .sum())
                .isEqualTo(impact.unchanged());
        assertThat(impact.signalsChanged()).isBetween(1L, impact.unchanged());
        assertThat(impact.byRule()).allSatisfy(effect -> {
            assertThat(effect.edit()).isEqualTo("changed");
            assertThat(hiring.base().rulebook().rules().stream()
                            .filter(rule -> rule.name().equals(effect.rule())))
                    .singleElement()
                    .matches(rule -> rule.file().equals("signals/models.drl"));
        });
        assertThat(impact.byRule().stream().mapToLong(EditEffect::count).sum()).isGreaterThanOrEqualTo(changed);
        assertThat(impact.samples()).hasSizeLessThanOrEqualTo(SampleSpread.MOST);
        TreeSet<String> pairs = new TreeSet<>();
        impact.changed().forEach(change -> pairs.add(change.from() + change.to()));
        assertThat(impact.samples().stream().map(sample -> sample.from() + sample.to()))
                .containsAll(pairs);
    }

    @Test
    void saysWhyItCannotAnswerAgain() throws IOException {
        Policy after = policy("facts.drl", "@max( 100000 )", "@max( 10 )");
        Impact impact = impact(
                hiring,
                after,
                List.of(
                        new RecordedFacts(true, false, RequestReader.tree("{}".getBytes(StandardCharsets.UTF_8))),
                        new RecordedFacts(false, true, RequestReader.tree("{}".getBytes(StandardCharsets.UTF_8))),
                        new RecordedFacts(false, false, null), // which cannot be
                        new RecordedFacts(
                                false,
                                false,
                                RequestReader.tree("{\"models\": {\"live\": 4711}}".getBytes(StandardCharsets.UTF_8))),
                        new RecordedFacts(
                                false,
                                false,
                                RequestReader.tree("{\"modelz\": {\"live\": 3}}".getBytes(StandardCharsets.UTF_8)))));
        assertThat(impact.notReplayable())
                .containsExactly(
                        new NotReplayable("Facts were masked before they were recorded.", 1),
                        new NotReplayable("It failed: a defect of Rolecall; the log says more.", 1),
                        new NotReplayable("There was no answer: the evaluation was stopped.", 1),
                        new NotReplayable("Version 2 does not take the recorded value of models.live.", 1),
                        new NotReplayable("Version 2 has no fact modelz.", 1));
        assertThat(impact.unchanged()).isZero();
    }

    @Test
    void spreadsItsSamples() {
        SampleSpread spread = new SampleSpread();
        for (int i = 0; i < 100; i++) {
            String to = i < 90 ? "most" : i < 98 ? "some" : "few";
            spread.add(new ImpactTally.Pair("X", to), new ImpactSample("record " + i, "X", to, null, null));
        }
        List<String> kept = spread.all().stream().map(ImpactSample::to).toList();
        assertThat(kept).hasSize(SampleSpread.MOST);
        assertThat(kept.stream().filter("few"::equals)).hasSize(2);
        assertThat(kept.stream().filter("some"::equals)).hasSize(8);
        assertThat(kept.stream().filter("most"::equals)).hasSize(10);
    }
}
