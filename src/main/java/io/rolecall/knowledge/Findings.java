package io.rolecall.knowledge;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong so far, each finding once. A text that is wrong all over ends the search instead of filling memory. */
public final class Findings extends AbstractList<Finding> {

    private final List<Finding> list = new ArrayList<>();
    private final Set<Finding> known = new HashSet<>();

    /** There are more findings than anybody mends at once. */
    public static final class TooMany extends RuntimeException {
        TooMany() {
            super("More than " + Limits.FINDINGS + " findings", null, false, false);
        }
    }

    /** @throws TooMany past {@link Limits#FINDINGS}; what was found until then stays */
    @Override
    public boolean add(Finding finding) {
        if (!known.add(finding)) {
            return false;
        }
        if (list.size() == Limits.FINDINGS) {
            throw new TooMany();
        }
        modCount++;
        return list.add(finding);
    }

    @Override
    public Finding get(int index) {
        return list.get(index);
    }

    @Override
    public int size() {
        return list.size();
    }

    /** After {@link TooMany}: all that was found, and that there is more. */
    public List<Finding> cutShort() {
        List<Finding> cut = new ArrayList<>(list);
        Finding last = list.get(list.size() - 1);
        cut.add(Finding.of(
                Code.TOO_MANY,
                new Span(last.file(), last.line(), last.column(), last.endColumn()),
                null,
                "There are more than " + Limits.FINDINGS + " findings; the rest is not shown.",
                "Mend these first."));
        return List.copyOf(cut);
    }
}
