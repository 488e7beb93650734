package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import io.rolecall.audit.PayloadReader.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Checks 256 neighbouring entries as far as they can be checked alone: their form, and what opens their commitments. */
final class BundleCheck implements Callable<BundleCheck.Checked> {

    private static final long MOST_ENTRIES = Tile.WIDTH * 65_537L;
    private static final long MOST_PAYLOAD = 1L << 30;

    private final ExportFiles files;
    private final Layout layout;
    private final long number;
    private final @Nullable PayloadReader reader;
    private final List<Fault> faults = new ArrayList<>();
    private final BitSet opened = new BitSet(Tile.WIDTH);

    /** @param reader null where nobody looks into the payloads */
    BundleCheck(ExportFiles files, Layout layout, long number, @Nullable PayloadReader reader) {
        this.files = files;
        this.layout = layout;
        this.number = number;
        this.reader = reader;
    }

    /**
     * What came of it.
     *
     * @param leaves of each entry; shorter than the bundle where the rest cannot be read
     * @param texts as many; null where it is no JSON
     * @param hashes of the tile of level 0, null where it cannot be read
     * @param opened the entries that have a payload
     */
    record Checked(
            long number,
            List<byte[]> leaves,
            List<@Nullable EntryText> texts,
            byte @Nullable [] hashes,
            BitSet opened,
            List<Fault> faults) {}

    @Override
    public Checked call() throws IOException {
        int width = layout.width(0, number);
        byte[] hashes = files.read(layout.tile(0, number), Tile.WIDTH * Hashes.LENGTH, faults::add);
        if (hashes != null && hashes.length != width * Hashes.LENGTH) {
            faults.add(Fault.tampered(
                    layout.tile(0, number),
                    hashes.length + " bytes (expected: " + width * Hashes.LENGTH + ", a hash for each entry)"));
            hashes = null;
        }
        List<byte[]> leaves = new ArrayList<>();
        List<@Nullable EntryText> texts = new ArrayList<>();
        byte[] bundle = files.read(layout.entries(number), MOST_ENTRIES, faults::add);
        if (bundle != null) {
            for (byte[] entry : entries(bundle, width)) {
                leaves.add(Hashes.leaf(entry));
                texts.add(text(entry, index(texts.size())));
            }
        }
        byte[] payload = files.read(layout.payload(number), MOST_PAYLOAD, faults::add);
        if (payload != null) {
            readPayload(payload, texts);
        }
        return new Checked(number, leaves, texts, hashes, opened, faults);
    }

    private long index(int inBundle) {
        return number * Tile.WIDTH + inBundle;
    }

    private List<byte[]> entries(byte[] bundle, int width) {
        String file = layout.entries(number);
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (entries.size() < width) {
            int length = at + 2 > bundle.length ? 0 : (bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff;
            if (at + 2 + length > bundle.length || length == 0) {
                faults.add(
                        Fault.tampered(file, "the file ends before this entry does (expected: " + width + " entries)")
                                .at(index(entries.size()), null));
                return entries;
            }
            entries.add(Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
            at += 2 + length;
        }
        if (at < bundle.length) {
            faults.add(Fault.tampered(
                    file, (bundle.length - at) + " bytes behind the last entry (expected: " + width + " entries)"));
        }
        return entries;
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

    private void readPayload(byte[] payload, List<@Nullable EntryText> texts) {
        int line = 1;
        int start = 0;
        int last = -1;
        for (int end = 0; end < payload.length; end++) {
            if (payload[end] == '\n') {
                last = readLine(line++, Arrays.copyOfRange(payload, start, end), last, texts);
                start = end + 1;
            }
        }
        if (start < payload.length) {
            broken(line, "it has no end");
        }
    }

    /** @return the line's entry, counted within the bundle; or the one before, where the line cannot be read */
    private int readLine(int line, byte[] text, int last, List<@Nullable EntryText> texts) {
        PayloadLine payload = PayloadLine.parse(text);
        if (payload == null) {
            broken(line, "it is no payload in canonical JSON");
            return last;
        }
        long inBundle = payload.index() - index(0);
        if (inBundle <= last || inBundle >= layout.width(0, number)) {
            broken(
                    line,
                    "index: " + payload.index() + " (expected: " + (index(0) + last + 1) + " to "
                            + (index(0) + layout.width(0, number) - 1) + ")");
            return last;
        }
        int of = (int) inBundle;
        EntryText entry = of < texts.size() ? texts.get(of) : null;
        if (entry != null && opens(line, payload, entry)) {
            opened.set(of);
            look(entry, payload);
        }
        return of;
    }

    private void broken(int line, String why) {
        faults.add(Fault.tampered(layout.payload(number), "line " + line + ": " + why));
    }

    private boolean opens(int line, PayloadLine payload, EntryText entry) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> commitments = entry.commitments();
        if (!payload.id().equals(entry.id())) {
            wrong.add("id: " + payload.id() + " (expected: " + entry.id() + ", as the entry says)");
        }
        if (!payload.parts().keySet().equals(commitments.keySet())) {
            wrong.add("parts: " + payload.parts().keySet() + " (expected: " + commitments.keySet()
                    + ", which the entry is committed to)");
        } else {
            payload.parts().forEach((name, part) -> {
                String found = Commitment.digest(part.salt(), part.bytes());
                if (part.salt().length != Commitment.SALT || !found.equals(commitments.get(name))) {
                    wrong.add("the " + name + " and its salt give " + found + " (expected: " + commitments.get(name)
                            + ", the entry's commitment)");
                }
            });
        }
        wrong.forEach(why -> faults.add(Fault.tampered(layout.payload(number), "line " + line + ": " + why)
                .at(payload.index(), entry.id())));
        return wrong.isEmpty();
    }

    private void look(EntryText entry, PayloadLine payload) {
        Version policy = entry.policy();
        if (reader == null
                || !entry.is(EntryType.RECOMMENDATION)
                || Layout.policy(policy.name(), policy.number()) == null) {
            return;
        }
        String wrong = reader.look(
                new Recorded(entry.id(), policy.name(), policy.number(), policy.digest()),
                bytes(payload, "request"),
                bytes(payload, "answer"));
        if (wrong != null) {
            faults.add(Fault.tampered(layout.payload(number), wrong).at(payload.index(), entry.id()));
        }
    }

    private static byte[] bytes(PayloadLine payload, String part) {
        Proof.Opening opening = payload.parts().get(part);
        return opening == null ? new byte[0] : opening.bytes();
    }
}
