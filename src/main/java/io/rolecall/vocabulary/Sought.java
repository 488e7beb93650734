package io.rolecall.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a text is searched for: a phrase, or two phrases near each other. Two are equal where they find the same. */
public final class Sought {

    /** How many words may stand between two phrases that are near, where nobody says how many. */
    public static final int NEAR = 5;

    /** Where it stands: the number of the first of its words, and of the one behind its last. */
    public record Place(int start, int end) {}

    private final String text;
    private final WordSequence first;
    private final @Nullable WordSequence second;
    private final int between;

    private Sought(String text, WordSequence first, @Nullable WordSequence second, int between) {
        this.text = text;
        this.first = first;
        this.second = second;
        this.between = between;
    }

    /** A phrase alone. */
    public static Sought phrase(String phrase) {
        return new Sought("\"" + phrase + "\"", WordSequence.of(phrase), null, 0);
    }

    /**
     * Two phrases with few words between them, whichever comes first.
     *
     * @param between how many words at most
     */
    public static Sought near(int between, String one, String other) {
        return new Sought(
                "\"" + one + "\" near \"" + other + "\"", WordSequence.of(one), WordSequence.of(other), between);
    }

    /** The phrase, or the first of both. */
    public WordSequence first() {
        return first;
    }

    /** Null where there is but one. */
    public @Nullable WordSequence second() {
        return second;
    }

    /** How many words may stand between both. */
    public int between() {
        return between;
    }

    /** Every place in a text, found without any preparation. */
    public List<Place> in(Words words) {
        return places(first.starts(words), second == null ? new int[0] : second.starts(words));
    }

    /**
     * The places, from where the phrases stand. Of two, for each place of the first the nearest of the second: the one behind it
     * where two are equally near. The phrases share no word.
     *
     * @param starts of the first phrase, in their order
     * @param seconds of the second
     */
    public List<Place> places(int[] starts, int[] seconds) {
        List<Place> places = new ArrayList<>();
        int behind = 0; // the first of the second phrase that does not begin before the first phrase ends
        int ahead = -1; // the last that ends before it begins
        for (int start : starts) {
            int end = start + first.size();
            if (second == null) {
                places.add(new Place(start, end));
                continue;
            }
            while (behind < seconds.length && seconds[behind] < end) {
                behind++;
            }
            while (ahead + 1 < seconds.length && seconds[ahead + 1] + second.size() <= start) {
                ahead++;
            }
            int gapBehind = behind < seconds.length ? seconds[behind] - end : Integer.MAX_VALUE;
            int gapAhead = ahead >= 0 ? start - seconds[ahead] - second.size() : Integer.MAX_VALUE;
            if (gapBehind <= between && gapBehind <= gapAhead) {
                places.add(new Place(start, seconds[behind] + second.size()));
            } else if (gapAhead <= between) {
                places.add(new Place(seconds[ahead], end));
            }
        }
        return places;
    }

    /** As a reader sees it: {@code "deploy" near "model"}. */
    public String text() {
        return text;
    }

    /** As a rule has it. */
    @Override
    public String toString() {
        if (second == null) {
            return text;
        }
        return "near( " + (between == NEAR ? "" : between + ", ") + text.replace("\" near \"", "\", \"") + " )";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sought sought
                && first.words().equals(sought.first.words())
                && Objects.equals(second, sought.second)
                && between == sought.between;
    }

    @Override
    public int hashCode() {
        return Objects.hash(first.words(), between);
    }
}
