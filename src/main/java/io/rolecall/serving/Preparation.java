package io.rolecall.serving;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.Rulebook;
import io.rolecall.knowledge.Span;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.policy.Scenario;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A policy made ready to answer: read, checked, compiled, and rehearsed on its own situations, because the first
 * evaluations on a new base cost milliseconds that no caller should pay for.
 *
 * @param policy null where a finding is an error
 * @param sample what its answers are made of: each part of the rehearsed ones once, as JSON
 */
record Preparation(@Nullable Policy policy, List<Finding> findings, byte[] sample) {

    /** More than this the record could not use as a dictionary to advantage. */
    private static final int LARGEST_SAMPLE = 256 * 1024;

    private static final int MOST_SCENARIOS = 40;

    /** A slow policy is live late, but not that late. */
    private static final long LONGEST_NANOS = 2_000_000_000;

    static Preparation of(Bundle bundle) {
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        Policy policy = reading.policy();
        if (policy == null) {
            return new Preparation(null, reading.findings(), new byte[0]);
        }
        Rehearsal rehearsal = new Rehearsal(policy);
        byte[] sample = rehearsal.sample();
        if (rehearsal.stopped.isEmpty()) {
            return new Preparation(policy, reading.findings(), sample);
        }
        return new Preparation(
                null,
                Stream.concat(reading.findings().stream(), rehearsal.stopped.stream())
                        .toList(),
                new byte[0]);
    }

    private static final class Rehearsal {

        private final Policy policy;
        private final ByteArrayOutputStream sample = new ByteArrayOutputStream();
        private final Set<String> seen = new HashSet<>();
        private final List<Finding> stopped = new ArrayList<>();
        private final long end = System.nanoTime() + LONGEST_NANOS;

        Rehearsal(Policy policy) {
            this.policy = policy;
        }

        byte[] sample() {
            rehearse(JsonNodeFactory.instance.objectNode(), new Span(Policy.FILE, 1, 1, 1));
            for (Scenario scenario : rehearsed()) {
                if (System.nanoTime() > end) {
                    break;
                }
                try {
                    rehearse(scenario.given(), scenario.at());
                } catch (FactReader.Refused e) {
                    // A scenario with facts that there are not: its own failure says so
                }
            }
            return sample.toByteArray();
        }

        /** Whole teams meet most rules in few evaluations; a start waits for every one of them. */
        private List<Scenario> rehearsed() {
            return policy.teams().isEmpty()
                    ? policy.scenarios().stream().limit(MOST_SCENARIOS).toList()
                    : policy.teams();
        }

        private void rehearse(JsonNode given, Span at) {
            Rulebook rulebook = policy.base().rulebook();
            try {
                collect(policy.base().evaluate(FactReader.read(given, "", rulebook)));
            } catch (OverBudgetException e) {
                if (e.reason() == OverBudgetException.Reason.TIME) {
                    return; // the machine may have been busy: a sound policy is not refused for that
                }
                stopped.add(Finding.of(
                        Code.OVER_BUDGET,
                        at,
                        null,
                        "The evaluation of this situation was stopped. " + e.sentence(),
                        "Derive fewer facts, or join fewer of them."));
            }
        }

        private void collect(Evaluation evaluation) {
            collect("signal", evaluation.signals(), Evaluation.Signal::rule);
            collect("conclusion", evaluation.conclusions(), Evaluation.Conclusion::rule);
            collect("step", evaluation.plan(), Evaluation.Step::rule);
            collect("caution", evaluation.cautions(), Evaluation.Caution::rule);
            collect("trace", evaluation.trace(), Evaluation.Fired::rule);
        }

        private <T> void collect(String kind, List<T> parts, Function<T, String> rule) {
            for (T part : parts) {
                if (sample.size() < LARGEST_SAMPLE && seen.add(kind + rule.apply(part))) {
                    sample.writeBytes(Json.WRITER.writeValueAsBytes(part));
                }
            }
        }
    }
}
