package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether what the entries say, one after the other, can have happened so. An entry that is lost may have said what others rest
 * on, so nothing is held against them that it would explain.
 */
final class History {

    private final Layout layout;
    private final FaultList faults;
    private final Succession succession = new Succession();
    private final Ids ids = new Ids();
    private final Ids erased = new Ids();
    private final Map<String, Version> activated = new LinkedHashMap<>();
    private final BitSet opened = new BitSet();
    private final BitSet unopened = new BitSet();
    private final List<Beside> besides = new ArrayList<>();
    private long activations; // that entries may be that are lost
    private long erasures;
    private long recommendations;

    /** An entry with a payload of its own that is erased with the recommendation it is about: a note, a reason. */
    private record Beside(int index, UUID recommendation) {}

    History(Layout layout, FaultList faults) {
        this.layout = layout;
        this.faults = faults;
    }

    /** The bundles in their order. */
    void add(BundleCheck.Checked bundle) {
        activations += bundle.lost().stream()
                .filter(type -> mayBe(EntryType.POLICY_PUBLISHED, type) || mayBe(EntryType.POLICY_ACTIVATED, type))
                .count();
        erasures += bundle.lost().stream()
                .filter(type -> mayBe(EntryType.PAYLOAD_ERASED, type))
                .count();
        for (int i = 0; i < bundle.texts().size(); i++) {
            EntryText entry = bundle.texts().get(i);
            long index = bundle.number() * Tile.WIDTH + i;
            if (entry != null && EntryForm.isId(entry.id())) {
                opened.set(Math.toIntExact(index), bundle.opened().get(i));
                boolean without = !bundle.opened().get(i) && !bundle.told().get(i);
                add(
                        Math.toIntExact(index),
                        entry,
                        without && !entry.commitments().isEmpty());
            }
        }
    }

    /** An entry that calls itself something else was nothing of the kind either. */
    private static boolean mayBe(EntryType type, String says) {
        return says.equals(type.toString()) || !EntryForm.isType(says);
    }

    private void add(int index, EntryText entry, boolean without) {
        long earlier = ids.add(UUID.fromString(entry.id()), index);
        if (earlier >= 0) {
            fault(index, entry, "the id is that of entry " + earlier + " (expected: an id of its own)");
        }
        unopened.set(index, without);
        boolean about = EntryForm.isId(entry.recommendation());
        if (about && !entry.commitments().isEmpty()) {
            besides.add(new Beside(index, UUID.fromString(entry.recommendation())));
        }
        if (entry.bringsVersion()) {
            activate(index, entry);
        } else if (entry.is(EntryType.RECOMMENDATION)) {
            recommendations++;
            answered(index, entry);
        } else if (entry.is(EntryType.KEY_ROTATED)) {
            String wrong = succession.add(entry);
            if (wrong != null) {
                fault(index, entry, wrong);
            }
        } else if (entry.is(EntryType.PAYLOAD_ERASED) && about) {
            erased.add(UUID.fromString(entry.recommendation()), index);
        }
    }

    private void activate(int index, EntryText entry) {
        Version version = entry.policy();
        Version before = activated.putIfAbsent(key(version), version);
        if (before != null && !before.equals(version)) {
            fault(index, entry, "digest: " + version.digest() + " (expected: " + before.digest() + ", as before)");
        }
    }

    private void answered(int index, EntryText entry) {
        Version version = entry.policy();
        Version active = activated.get(key(version));
        if (active == null && activations > 0) {
            activations--;
            activated.put(key(version), version);
        } else if (!version.equals(active)) {
            fault(index, entry, "policy: " + version + " (expected: a version that was published or activated before)");
        }
    }

    private static String key(Version version) {
        return version.number() + " " + version.name();
    }

    /** After the last bundle: each payload is there, or it was erased. */
    void end() {
        BitSet gone = new BitSet();
        erased.forEach((id, by) -> {
            if (ids.index(id) >= 0) {
                gone.set(Math.toIntExact(ids.index(id)));
            }
        });
        for (Beside one : besides) {
            gone.set(one.index, erased.index(one.recommendation) >= 0);
        }
        BitSet missing = (BitSet) unopened.clone();
        missing.andNot(gone);
        gone.and(opened);
        if (recommendations(missing) > erasures) {
            each(
                    missing,
                    (index, id) -> Fault.incomplete(
                            file(index), "it has no payload (expected: a payload, or an entry that it was erased)"));
        }
        each(
                gone,
                (index, id) -> Fault.tampered(
                        file(index),
                        "it has a payload (expected: none, as entry " + by(index, id) + " says it was erased)"));
    }

    /** Of how many recommendations these are the payloads; each may have been erased by one entry that is lost. */
    private long recommendations(BitSet missing) {
        return missing.cardinality()
                - besides.stream()
                        .filter(one -> missing.get(one.index) && ids.index(one.recommendation) >= 0)
                        .filter(one -> missing.get(Math.toIntExact(ids.index(one.recommendation))))
                        .count();
    }

    private long by(int index, @Nullable UUID id) {
        return besides.stream()
                .filter(one -> one.index == index)
                .map(Beside::recommendation)
                .findFirst()
                .or(() -> Optional.ofNullable(id))
                .map(erased::index)
                .orElse(-1L);
    }

    private interface About {
        Fault of(int index, @Nullable UUID id);
    }

    private void each(BitSet indexes, About about) {
        BitSet first = new BitSet();
        indexes.stream().limit(Some.MOST).forEach(first::set);
        Map<Long, UUID> names = ids.of(first);
        first.stream().forEach(index -> {
            UUID id = names.get((long) index);
            faults.accept(about.of(index, id).at(index, id == null ? null : id.toString()));
        });
        faults.more(indexes.cardinality() - first.cardinality());
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
        return opened.cardinality();
    }

    long erased() {
        return erased.count();
    }

    private String file(long index) {
        return layout.payload(index / Tile.WIDTH);
    }

    private void fault(long index, EntryText entry, String message) {
        faults.accept(
                Fault.tampered(layout.entries(index / Tile.WIDTH), message).at(index, entry.id()));
    }
}
