package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Whether what the entries say, one after the other, can have happened so. */
final class History {

    private final Layout layout;
    private final Consumer<Fault> faults;
    private final Succession succession = new Succession();
    private final Ids ids = new Ids();
    private final Map<String, Version> activated = new LinkedHashMap<>();
    private final BitSet opened = new BitSet();
    private final Map<Long, Beside> unopened = new LinkedHashMap<>();
    private final Map<Long, Beside> openedBeside = new LinkedHashMap<>(); // notes and reasons: few
    private final Map<String, Long> erased = new HashMap<>();
    private long recommendations;
    private long payloads;

    /** An entry, and the recommendation that it is about. */
    private record Beside(String id, String recommendation) {}

    History(Layout layout, Consumer<Fault> faults) {
        this.layout = layout;
        this.faults = faults;
    }

    /** The bundles in their order. */
    void add(BundleCheck.Checked bundle) {
        for (int i = 0; i < bundle.texts().size(); i++) {
            EntryText entry = bundle.texts().get(i);
            long index = bundle.number() * Tile.WIDTH + i;
            if (entry != null && EntryForm.isId(entry.id())) {
                add(index, entry, bundle.opened().get(i));
            }
        }
    }

    private void add(long index, EntryText entry, boolean hasPayload) {
        long earlier = ids.add(UUID.fromString(entry.id()), index);
        if (earlier >= 0) {
            fault(index, entry, "the id is that of entry " + earlier + " (expected: an id of its own)");
        }
        if (hasPayload) {
            payloads++;
            opened.set(Math.toIntExact(index));
            if (!entry.is(EntryType.RECOMMENDATION)) {
                openedBeside.put(index, new Beside(entry.id(), entry.recommendation()));
            }
        } else if (!entry.commitments().isEmpty()) {
            unopened.put(index, new Beside(entry.id(), entry.recommendation()));
        }
        if (entry.bringsVersion()) {
            activate(index, entry);
        } else if (entry.is(EntryType.RECOMMENDATION)) {
            recommendations++;
            Version active = activated.get(key(entry.policy()));
            if (!entry.policy().equals(active)) {
                fault(
                        index,
                        entry,
                        "policy: " + entry.policy() + " (expected: a version that was published or activated before)");
            }
        } else if (entry.is(EntryType.KEY_ROTATED)) {
            String wrong = succession.add(entry);
            if (wrong != null) {
                fault(index, entry, wrong);
            }
        } else if (entry.is(EntryType.PAYLOAD_ERASED)) {
            erased.put(entry.recommendation(), index);
        }
    }

    private void activate(long index, EntryText entry) {
        Version version = entry.policy();
        Version before = activated.putIfAbsent(key(version), version);
        if (before != null && !before.equals(version)) {
            fault(index, entry, "digest: " + version.digest() + " (expected: " + before.digest() + ", as before)");
        }
    }

    private static String key(Version version) {
        return version.number() + " " + version.name();
    }

    /** After the last bundle: each payload is there, or it was erased. */
    void end() {
        unopened.forEach((index, entry) -> {
            if (!erased.containsKey(entry.id) && !erased.containsKey(entry.recommendation)) {
                faults.accept(Fault.incomplete(
                                file(index), "it has no payload (expected: a payload, or an entry that it was erased)")
                        .at(index, entry.id));
            }
        });
        openedBeside.forEach((index, entry) -> {
            Long by = erased.get(entry.recommendation);
            if (by != null) {
                faults.accept(Fault.tampered(
                                file(index),
                                "it has a payload (expected: none, as entry " + by
                                        + " says that of its recommendation was erased)")
                        .at(index, entry.id));
            }
        });
        erased.forEach((id, by) -> {
            long index = EntryForm.isId(id) ? ids.index(UUID.fromString(id)) : -1;
            if (index >= 0 && opened.get(Math.toIntExact(index))) {
                faults.accept(Fault.tampered(
                                file(index),
                                "it has a payload (expected: none, as entry " + by + " says it was erased)")
                        .at(index, id));
            }
        });
    }

    Collection<Version> versions() {
        return activated.values();
    }

    Succession succession() {
        return succession;
    }

    long recommendations() {
        return recommendations;
    }

    long payloads() {
        return payloads;
    }

    long erased() {
        return erased.size();
    }

    private String file(long index) {
        return layout.payload(index / Tile.WIDTH);
    }

    private void fault(long index, EntryText entry, String message) {
        faults.accept(
                Fault.tampered(layout.entries(index / Tile.WIDTH), message).at(index, entry.id()));
    }

    /** Where each id was seen; a million of them take 40 MB at most. */
    private static final class Ids {

        private long[] table = new long[3 * 1024];
        private int count;

        /** @return the index it was added with before, else -1 */
        long add(UUID id, long index) {
            if (count * 6 >= table.length) {
                grow();
            }
            int slot = slot(id);
            if (table[slot + 2] != 0) {
                return table[slot + 2] - 1;
            }
            table[slot] = id.getMostSignificantBits();
            table[slot + 1] = id.getLeastSignificantBits();
            table[slot + 2] = index + 1;
            count++;
            return -1;
        }

        /** -1 where there is none. */
        long index(UUID id) {
            return table[slot(id) + 2] - 1;
        }

        private int slot(UUID id) {
            int slots = table.length / 3;
            int slot = (int) (Integer.toUnsignedLong(id.hashCode() * 0x9e3779b9) * slots >>> 32);
            while (table[3 * slot + 2] != 0
                    && (table[3 * slot] != id.getMostSignificantBits()
                            || table[3 * slot + 1] != id.getLeastSignificantBits())) {
                slot = (slot + 1) % slots;
            }
            return 3 * slot;
        }

        private void grow() {
            long[] old = table;
            table = new long[2 * old.length];
            for (int at = 0; at < old.length; at += 3) {
                if (old[at + 2] != 0) {
                    System.arraycopy(old, at, table, slot(new UUID(old[at], old[at + 1])), 3);
                }
            }
        }
    }
}
