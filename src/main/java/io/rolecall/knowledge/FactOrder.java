package io.rolecall.knowledge;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders facts of one type by their values, so that an answer does not depend on the order in which they came to be. */
final class FactOrder implements Comparator<Object> {

    private final List<FieldReader> readers;

    FactOrder(FactType type) {
        this.readers =
                type.fields().stream().map(field -> FieldReader.of(type, field)).toList();
    }

    @Override
    public int compare(Object one, Object other) {
        for (FieldReader reader : readers) {
            int order = order(reader.read(one), reader.read(other));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Unknown comes last. Two values of one field are of one type. */
    @SuppressWarnings("unchecked")
    private static int order(@Nullable Object one, @Nullable Object other) {
        if (one == other) {
            return 0;
        }
        if (one == null || other == null) {
            return one == null ? 1 : -1;
        }
        return ((Comparable<Object>) one).compareTo(other);
    }
}
