package io.rolecall.knowledge;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, in an order of their own. The names are the same for every match of a branch, so all of them share one
 * array: a trace is the greater part of an evaluation's memory.
 */
final class Values extends AbstractMap<String, @Nullable Object> {

    private final String[] names;
    private final @Nullable Object[] values;

    /** Neither array may be changed afterwards. */
    Values(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable Object get(Object name) {
        int index = index(name);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(Object name) {
        return index(name) >= 0;
    }

    /** Of its texts, in characters. */
    int length() {
        int length = 0;
        for (Object value : values) {
            length += value instanceof String text ? text.length() : 0;
        }
        return length;
    }

    private int index(Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (next == names.length) {
                throw new NoSuchElementException();
            }
            int index = next++;
            return new SimpleImmutableEntry<>(names[index], values[index]);
        }
    }
}
