package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether an entry is written as every entry of its type is. */
final class EntryForm {

    private static final Set<String> TYPES =
            Stream.of(EntryType.values()).map(EntryType::toString).collect(Collectors.toSet());
    private static final List<EntryType> OF_A_VERSION = List.of(
            EntryType.RECOMMENDATION,
            EntryType.POLICY_PUBLISHED,
            EntryType.POLICY_REVIEWED,
            EntryType.POLICY_ACTIVATED,
            EntryType.FOLLOW_UP);
    private static final List<EntryType> OF_A_RECOMMENDATION =
            List.of(EntryType.FOLLOW_UP, EntryType.PAYLOAD_ERASED, EntryType.HOLD_SET, EntryType.HOLD_RELEASED);

    private final EntryText entry;
    private final String file;
    private final Consumer<Fault> faults;

    private EntryForm(EntryText entry, String file, Consumer<Fault> faults) {
        this.entry = entry;
        this.file = file;
        this.faults = faults;
    }

    static void check(EntryText entry, String file, Consumer<Fault> faults) {
        new EntryForm(entry, file, faults).check();
    }

    private void check() {
        if (!isType(entry.type())) {
            faults.accept(Fault.incomplete(
                    file, "type: " + entry.type() + " (expected: a type that this version of the service knows)"));
        }
        expect(entry.isCanonical(), "canonical JSON (RFC 8785)");
        expect(entry.bytes().length <= Leaf.MOST, "at most " + Leaf.MOST + " bytes");
        expect(isId(entry.id()), "an id that is a UUID");
        expect(isTime(entry.text("t")), "a time t such as 2026-01-31T12:00:00Z");
        expect(!entry.text("actor").isEmpty(), "an actor");
        expect(
                entry.tree().at("/eng/app").isString()
                        && entry.tree().at("/eng/drools").isString(),
                "eng with app and drools");
        if (OF_A_VERSION.stream().anyMatch(entry::is)) {
            Version policy = entry.policy();
            expect(
                    !policy.name().isEmpty()
                            && policy.number() > 0
                            && !policy.digest().isEmpty(),
                    "a policy with name, version and digest");
        }
        if (OF_A_RECOMMENDATION.stream().anyMatch(entry::is)) {
            expect(isId(entry.recommendation()), "a recommendation's id");
        }
        if (entry.is(EntryType.RECOMMENDATION)) {
            expect(
                    entry.commitments().keySet().containsAll(Payload.parts(entry.type())),
                    "commitments to request and answer");
        }
    }

    private void expect(boolean holds, String expected) {
        if (!holds) {
            faults.accept(Fault.tampered(file, "it is not formed like an entry (expected: " + expected + ")"));
        }
    }

    static boolean isType(String text) {
        return TYPES.contains(text);
    }

    static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return Instant.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
