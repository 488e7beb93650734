package io.rolecall.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Of very many the first, in their order, and how many more there are: what grows with damage has to end somewhere. */
final class Some<T> implements Consumer<T> {

    static final int MOST = 1_000;

    private final List<T> first = new ArrayList<>();
    private long more;

    @Override
    public void accept(T one) {
        if (first.size() < MOST) {
            first.add(one);
        } else {
            more++;
        }
    }

    /** So many that nobody looks at. */
    void more(long count) {
        more += count;
    }

    List<T> first() {
        return List.copyOf(first);
    }

    /** How many were left out. */
    long more() {
        return more;
    }
}
