package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Json;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a record to its explanation, and to why not, on the hiring policy's teams. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ExplanationBenchmark {

    private Policy policy;
    private List<byte[]> records;
    private int next;

    @Setup
    public void read() throws IOException {
        policy = PolicyReader.read(Bundle.read("hiring", Path.of("rules-drl/hiring")))
                .policy();
        records = policy.teams().stream().map(team -> record(team.given())).toList();
    }

    private byte[] record(tools.jackson.databind.JsonNode given) {
        Facts facts = FactReader.read(given, "/facts", policy.base().rulebook());
        return Json.WRITER.writeValueAsBytes(
                Recommendation.of(policy, 1, facts, null, List.of(), null, "1", Instant.EPOCH));
    }

    private RecordedAnswer answer() {
        next = (next + 1) % records.size();
        return RecordedAnswer.of(records.get(next));
    }

    @Benchmark
    public byte[] standardAsJson() {
        return Json.WRITER.writeValueAsBytes(new Retelling(answer(), policy).account(Detail.STANDARD));
    }

    @Benchmark
    public String fullAsHtml() {
        return Html.of(Prose.of(new Retelling(answer(), policy).account(Detail.FULL)));
    }

    @Benchmark
    public byte[] whyNotAnOutcome() {
        RecordedAnswer answer = answer();
        WhyNot whyNot = WhyNot.in(policy.base().rulebook(), answer.facts(policy, 1));
        return Json.WRITER.writeValueAsBytes(whyNot.outcome("DATA_SCIENTIST_FIRST", ""));
    }

    @Benchmark
    public byte[] whyNotARule() {
        RecordedAnswer answer = answer();
        WhyNot whyNot = WhyNot.in(policy.base().rulebook(), answer.facts(policy, 1));
        return Json.WRITER.writeValueAsBytes(
                whyNot.rule("A platform stands ready and carries nothing").orElseThrow());
    }
}
