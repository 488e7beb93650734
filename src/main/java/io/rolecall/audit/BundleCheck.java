package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import io.rolecall.audit.PayloadReader.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Checks 256 neighbouring entries as far as they can be checked alone: their form, and what opens their commitments. */
final class BundleCheck implements Callable<BundleCheck.Checked> {

    private static final long MOST_PAYLOAD = 1L << 30;

    private final ExportFiles files;
    private final Layout layout;
    private final long number;
    private final BitSet lost;
    private final @Nullable PayloadReader reader;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param lost the entries of the log that are not what was signed, or not there
     * @param reader null where nobody looks into the payloads
     */
    BundleCheck(ExportFiles files, Layout layout, long number, BitSet lost, @Nullable PayloadReader reader) {
        this.files = files;
        this.layout = layout;
        this.number = number;
        this.lost = lost;
        this.reader = reader;
    }

    /**
     * What came of it.
     *
     * @param texts of all entries, null for one that is lost or no JSON
     * @param lost what those that are lost call themselves; empty where they say nothing
     * @param opened the entries whose payload is what they are committed to
     * @param told the entries whose payload there is a fault about
     */
    record Checked(
            long number,
            List<@Nullable EntryText> texts,
            List<String> lost,
            BitSet opened,
            BitSet told,
            List<Fault> faults) {}

    @Override
    public Checked call() throws IOException {
        int width = layout.width(0, number);
        List<byte[]> entries = EntryBundle.read(files, layout, number).entries();
        List<@Nullable EntryText> texts = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            long index = number * Tile.WIDTH + i;
            if (lost.get(Math.toIntExact(index))) {
                EntryText changed = i < entries.size() ? EntryText.read(entries.get(i)) : null;
                types.add(changed == null ? "" : changed.type());
                texts.add(null);
            } else {
                texts.add(text(entries.get(i), index));
            }
        }
        PayloadCheck payloads = new PayloadCheck(layout.payload(number), number * Tile.WIDTH, texts, faults::add);
        byte[] payload = files.read(layout.payload(number), MOST_PAYLOAD, faults::add);
        if (payload == null) {
            payloads.told().set(0, width);
        } else {
            payloads.read(payload, this::look);
        }
        return new Checked(number, texts, types, payloads.opened(), payloads.told(), faults);
    }

    private @Nullable EntryText text(byte[] bytes, long index) {
        String file = layout.entries(number);
        EntryText entry = EntryText.read(bytes);
        if (entry == null) {
            faults.add(Fault.tampered(file, "it is no JSON").at(index, null));
        } else {
            EntryForm.check(entry, file, fault -> faults.add(fault.at(index, entry.id())));
        }
        return entry;
    }

    private void look(long index, EntryText entry, PayloadLine payload) {
        Version policy = entry.policy();
        if (reader == null
                || !entry.is(EntryType.RECOMMENDATION)
                || Layout.policy(policy.name(), policy.number()) == null) {
            return;
        }
        String different = reader.look(
                new Recorded(entry.id(), policy.name(), policy.number(), policy.digest(), entry.engine()),
                bytes(payload, "request"),
                bytes(payload, "answer"));
        if (different != null) {
            faults.add(Fault.different(layout.payload(number), different).at(index, entry.id()));
        }
    }

    private static byte[] bytes(PayloadLine payload, String part) {
        Proof.Opening opening = payload.parts().get(part);
        return opening == null ? new byte[0] : opening.bytes();
    }
}
