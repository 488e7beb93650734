package io.rolecall.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a bundle's payloads, a line each, against what the entries are committed to. What is wrong with one entry's payload is one
 * fault; a line that cannot be read belongs to the entry around there whose id or index stands in it.
 */
final class PayloadCheck {

    private final String file;
    private final long first;
    private final List<@Nullable EntryText> texts;
    private final Consumer<Fault> faults;
    private final BitSet opened = new BitSet(Tile.WIDTH);
    private final BitSet told = new BitSet(Tile.WIDTH);
    private final List<Broken> broken = new ArrayList<>(); // since the last line that could be read
    private int last = -1;

    private record Broken(int line, String text, String why) {}

    /** @param texts of the bundle's entries, null where they are not known */
    PayloadCheck(String file, long first, List<@Nullable EntryText> texts, Consumer<Fault> faults) {
        this.file = file;
        this.first = first;
        this.texts = texts;
        this.faults = faults;
    }

    /** Takes a payload that is what its entry is committed to. */
    interface Opened {
        void look(long index, EntryText entry, PayloadLine payload);
    }

    /** The entries whose payload is what they are committed to. */
    BitSet opened() {
        return opened;
    }

    /** The entries whose payload there is a fault about. */
    BitSet told() {
        return told;
    }

    void read(byte[] payload, Opened reader) {
        int line = 1;
        int start = 0;
        for (int end = 0; end < payload.length; end++) {
            if (payload[end] == '\n') {
                readLine(line++, Arrays.copyOfRange(payload, start, end), reader);
                start = end + 1;
            }
        }
        if (start < payload.length) {
            broken(line, Arrays.copyOfRange(payload, start, payload.length), "it has no end");
        }
        settle(texts.size());
    }

    private void readLine(int line, byte[] text, Opened reader) {
        PayloadLine payload = PayloadLine.parse(text);
        int place = payload == null ? -1 : place(payload);
        if (payload == null || place < 0) {
            broken(
                    line,
                    text,
                    payload == null
                            ? "it is no payload in canonical JSON"
                            : "index: " + payload.index() + " (expected: " + first + " to " + (first + texts.size() - 1)
                                    + ")");
            return;
        }
        settle(place);
        EntryText entry = texts.get(place);
        if (entry == null) {
            last = Math.max(last, place);
            return;
        }
        List<String> wrong = new ArrayList<>();
        boolean twice = opened.get(place) || told.get(place);
        if (twice) {
            wrong.add("a second payload of this entry (expected: one)");
        } else if (payload.index() != first + place) {
            wrong.add("index: " + payload.index() + " (expected: " + (first + place) + ", as its id says)");
        } else if (place < last) {
            wrong.add("it stands behind that of entry " + (first + last)
                    + " (expected: lines in the order of the entries)");
        }
        if (!twice) {
            boolean opens = opens(payload, entry, wrong);
            (opens ? opened : told).set(place);
            if (opens) {
                reader.look(first + place, entry, payload);
            }
        }
        if (!wrong.isEmpty()) {
            fault(line, String.join("; ", wrong), place, entry.id());
        }
        last = Math.max(last, place);
    }

    /** By its index, or by its id where that is another entry's; -1 where it is no entry's of the bundle. */
    private int place(PayloadLine payload) {
        long byIndex = payload.index() - first;
        int place = byIndex < 0 || byIndex >= texts.size() ? -1 : (int) byIndex;
        if (place < 0 || !is(place, payload.id())) {
            for (int other = 0; other < texts.size(); other++) {
                if (is(other, payload.id())) {
                    return other;
                }
            }
        }
        return place;
    }

    private boolean is(int place, String id) {
        EntryText entry = texts.get(place);
        return entry != null && entry.id().equals(id);
    }

    private static boolean opens(PayloadLine payload, EntryText entry, List<String> wrong) {
        int before = wrong.size();
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
        return wrong.size() == before;
    }

    private void broken(int line, byte[] text, String why) {
        broken.add(new Broken(line, new String(text, StandardCharsets.ISO_8859_1), why));
    }

    /** Finds out whose lines those were that could not be read, before the one of the entry at this place. */
    private void settle(int next) {
        if (broken.isEmpty()) {
            return;
        }
        BitSet found = new BitSet();
        for (Broken one : broken) {
            BitSet here = new BitSet();
            waiting(next).stream().filter(place -> names(one.text, place)).forEach(here::set);
            if (!here.isEmpty()) {
                fault(one.line, one.why, here.nextSetBit(0), id(here.nextSetBit(0)));
                told.or(here);
                found.or(here);
            }
        }
        if (found.isEmpty()) {
            BitSet waiting = waiting(next);
            Broken one = broken.get(0);
            if (waiting.cardinality() == 1) {
                int place = waiting.nextSetBit(0);
                fault(one.line, one.why, place, id(place));
                told.set(place);
            } else {
                broken.forEach(each -> faults.accept(Fault.tampered(file, "line " + each.line + ": " + each.why)));
            }
        }
        broken.clear();
    }

    /** The entries that a payload is expected of, between the last line that was read and the one at this place. */
    private BitSet waiting(int next) {
        BitSet waiting = new BitSet();
        for (int place = last + 1; place < next; place++) {
            EntryText entry = texts.get(place);
            boolean expected = entry != null && !entry.commitments().isEmpty();
            waiting.set(place, expected && !opened.get(place) && !told.get(place));
        }
        return waiting;
    }

    private boolean names(String line, int place) {
        return line.contains(String.valueOf(id(place))) || line.contains("\"index\":" + (first + place) + ",");
    }

    private @Nullable String id(int place) {
        EntryText entry = texts.get(place);
        return entry == null ? null : entry.id();
    }

    private void fault(int line, String why, int place, @Nullable String id) {
        faults.accept(Fault.tampered(file, "line " + line + ": " + why).at(first + place, id));
    }
}
