package io.rolecall.audit;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The index of the entry that said something about each id, the first one; a million of them take 40 MB at most. */
final class Ids {

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

    int count() {
        return count;
    }

    /** In no order. */
    void forEach(BiConsumer<UUID, Long> each) {
        for (int at = 0; at < table.length; at += 3) {
            if (table[at + 2] != 0) {
                each.accept(new UUID(table[at], table[at + 1]), table[at + 2] - 1);
            }
        }
    }

    /** The ids of some entries. */
    Map<Long, UUID> of(BitSet indexes) {
        Map<Long, UUID> found = new HashMap<>();
        if (!indexes.isEmpty()) {
            forEach((id, index) -> {
                if (indexes.get(Math.toIntExact(index))) {
                    found.put(index, id);
                }
            });
        }
        return found;
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
