package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * From the numbers that conditions name to numbers enough to make every condition come out every way: each number named, and
 * beside it and between them as many others as are compared with each other.
 */
final class NumberPoints {

    private final TreeSet<Double> points = new TreeSet<>();

    private NumberPoints() {}

    /**
     * @param named the numbers in conditions, and the limits of what is compared
     * @param together how many numbers are compared with each other, at least 1
     * @param whole whether one of them is an Integer
     * @param fractions whether one of them is a Double
     */
    static SortedSet<Double> of(SortedSet<Double> named, int together, boolean whole, boolean fractions) {
        NumberPoints numbers = new NumberPoints();
        numbers.points.addAll(named);
        double below = Double.NEGATIVE_INFINITY;
        for (double number : named) {
            numbers.between(below, number, together, whole, fractions);
            below = number;
        }
        numbers.between(below, Double.POSITIVE_INFINITY, together, whole, fractions);
        return numbers.points;
    }

    /** Whole numbers side by side leave room in between for as many fractions. */
    private void between(double low, double high, int together, boolean whole, boolean fractions) {
        if (!whole) {
            spread(low, high, together);
            return;
        }
        List<Double> stops = wholes(low, high, together);
        points.addAll(stops);
        if (fractions) {
            double last = low;
            for (double stop : stops) {
                spread(last, stop, together);
                last = stop;
            }
            spread(last, high, together);
        }
    }

    private static List<Double> wholes(double low, double high, int count) {
        List<Double> wholes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            double number = Double.isInfinite(low)
                    ? Double.isInfinite(high) ? i : Math.ceil(high) - (count + 1 - i)
                    : Math.floor(low) + i;
            if (number > low && number < high) {
                wholes.add(number);
            }
        }
        return wholes;
    }

    private void spread(double low, double high, int count) {
        double from = Double.isInfinite(low)
                ? (Double.isInfinite(high) ? 0 : Math.max(high - room(high, count), -Double.MAX_VALUE))
                : low;
        double room = room(from, count);
        double to = high > from + room * count / (count + 1) ? Math.min(from + room, Double.MAX_VALUE) : high;
        for (int i = 1; i <= count; i++) {
            double number = from + (to - from) * i / (count + 1);
            if (number > low && number < high) {
                points.add(number + 0.0);
            }
        }
    }

    /** Beside a large number the next one that a Double can hold is more than 1 away. */
    private static double room(double number, int count) {
        return (count + 1) * Math.max(1, 4 * Math.ulp(number));
    }
}
