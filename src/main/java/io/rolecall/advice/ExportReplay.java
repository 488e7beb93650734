package io.rolecall.advice;

import io.rolecall.advice.Differences.Difference;
import io.rolecall.audit.CanonicalJson;
import io.rolecall.audit.Engine;
import io.rolecall.audit.PayloadReader;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Answers the requests of an export again, each under the version that answered it, from the files in the export. */
final class ExportReplay implements PayloadReader {

    static final String STOPPED = "There was no answer: the evaluation was stopped.";
    static final String MASKED = "Facts were masked before they were recorded.";

    private static final int KEPT = 4;
    private static final int SHOWN = 5;

    private final Path folder;
    private final Engine engine;
    private final AtomicLong identical = new AtomicLong();
    private final AtomicLong different = new AtomicLong();
    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<Version, Compiled> compiled = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Compiled> eldest) {
            return size() > KEPT;
        }
    };

    /** @param engine what answers now */
    ExportReplay(Path folder, Engine engine) {
        this.folder = folder;
        this.engine = engine;
    }

    /** A policy's version, whoever asked it. */
    private record Version(String policy, int number, String digest) {

        static Version of(Recorded recorded) {
            return new Version(recorded.policy(), recorded.version(), recorded.digest());
        }

        @Override
        public String toString() {
            return "Version " + number + " of " + policy;
        }
    }

    /**
     * What came of it.
     *
     * @param skipped what cannot be answered again
     */
    record Replayed(long identical, long different, List<Skipped> skipped) {

        /** So many, and why. */
        record Skipped(String reason, long count) {}

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("Answered again: " + identical + " identical, " + different + " different.");
            skipped.forEach(some -> lines.add("Not answered again: " + some.count + ". " + some.reason));
            return lines;
        }
    }

    Replayed replayed() {
        synchronized (skipped) {
            return new Replayed(
                    identical.get(),
                    different.get(),
                    skipped.entrySet().stream()
                            .map(one -> new Replayed.Skipped(one.getKey(), one.getValue()))
                            .toList());
        }
    }

    @Override
    public @Nullable String look(Recorded recorded, byte[] request, byte[] answer) {
        try {
            return compare(recorded, RequestReader.tree(request), answer);
        } catch (BadRequest | DateTimeParseException e) {
            return "it is no request and answer of a policy: " + e.getMessage();
        }
    }

    private @Nullable String compare(Recorded recorded, JsonNode request, byte[] answer) {
        JsonNode was = RequestReader.tree(answer);
        if (was.path("status").asString("").equals(Failure.STATUS)) {
            return skip(STOPPED);
        }
        if (!was.path("masked").isEmpty()) {
            return skip(MASKED);
        }
        byte[] now;
        try {
            now = again(recorded, request, was);
        } catch (NotReplayable e) {
            return skip(e.reason);
        }
        if (Arrays.equals(now, answer)) {
            identical.incrementAndGet();
            return null;
        }
        different.incrementAndGet();
        List<Difference> differences = Differences.between(was, RequestReader.tree(now));
        return "this Rolecall answers differently" + engines(recorded.engine()) + ": "
                + differences.stream().limit(SHOWN).map(ExportReplay::text).collect(Collectors.joining("; "))
                + (differences.size() > SHOWN ? "; and " + (differences.size() - SHOWN) + " more" : "");
    }

    private String engines(Engine recorded) {
        return recorded.equals(engine) ? "" : ", which is " + text(engine) + " and not " + text(recorded);
    }

    private static String text(Engine engine) {
        return engine.app() + " with Drools " + engine.drools();
    }

    private static String text(Difference one) {
        return one.pointer() + ": " + shown(one.recorded()) + " (now: " + shown(one.replayed()) + ")";
    }

    private static String shown(@Nullable JsonNode node) {
        return node == null ? "nothing" : Messages.shorten(node.toString());
    }

    private @Nullable String skip(String reason) {
        synchronized (skipped) {
            skipped.merge(reason, 1L, Long::sum);
        }
        return null;
    }

    private byte[] again(Recorded recorded, JsonNode request, JsonNode was) throws NotReplayable {
        Policy policy = policy(recorded);
        JsonNode reference = request.path("reference");
        try {
            Pinned pinned = Pinned.recorded(request, was);
            return CanonicalJson.of(Recommendation.of(
                    policy,
                    pinned == null || pinned.version() == null ? recorded.version() : pinned.version(),
                    FactReader.read(
                            request.path("facts"), "/facts", policy.base().rulebook()),
                    reference.isString() ? reference.stringValue() : null,
                    List.of(),
                    pinned,
                    was.path("id").asString(""),
                    Instant.parse(was.path("recordedAt").asString(""))));
        } catch (OverBudgetException e) {
            throw new NotReplayable(Version.of(recorded) + " was stopped.");
        } catch (FactReader.Refused e) {
            throw new NotReplayable("The facts do not fit " + Version.of(recorded) + " any more.");
        }
    }

    /** The version that answered. */
    Policy policy(Recorded recorded) throws NotReplayable {
        Version version = Version.of(recorded);
        Compiled found;
        synchronized (compiled) {
            found = compiled.computeIfAbsent(version, this::compile);
        }
        if (found.policy == null) {
            throw new NotReplayable(found.reason);
        }
        return found.policy;
    }

    /** @param reason why there is no policy, where there is none */
    private record Compiled(@Nullable Policy policy, String reason) {}

    private Compiled compile(Version version) {
        Bundle bundle;
        try {
            bundle = Bundle.read(
                    version.policy,
                    folder.resolve("policies").resolve(version.policy).resolve(Integer.toString(version.number)));
        } catch (IOException e) {
            return new Compiled(null, "The files of " + version + " cannot be read.");
        }
        if (!bundle.digest().equals(version.digest)) {
            return new Compiled(null, "The files of " + version + " are not those that were activated.");
        }
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        return reading.policy() != null
                ? new Compiled(reading.policy(), "")
                : new Compiled(
                        null,
                        version + " cannot answer any more: "
                                + reading.findings().stream()
                                        .filter(Finding::isError)
                                        .findFirst()
                                        .orElseThrow());
    }

    /** Nothing is wrong with the record; it only cannot be answered again. */
    static final class NotReplayable extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        NotReplayable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
