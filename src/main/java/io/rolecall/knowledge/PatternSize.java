package io.rolecall.knowledge;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression is with its repetitions written out. That is what it costs to compile, and for each
 * character of a text to match: {@code (a{1,100}){1,100}} is 10,000 characters long.
 */
final class PatternSize {

    private final String pattern;
    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** At least 1; stops growing at a number far above every limit. */
    static int of(String pattern) {
        return new PatternSize(pattern).read();
    }

    private int read() {
        Deque<Integer> outside = new ArrayDeque<>();
        int sum = 1;
        int last = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == '(') {
                outside.push(sum);
                sum = 1;
                last = 0;
            } else if (c == ')' && !outside.isEmpty()) {
                last = sum;
                sum = capped((long) outside.pop() + last);
            } else if (c == '{') {
                int times = repetitions();
                sum = capped(sum + (long) last * Math.max(0, times - 1));
                last = capped((long) last * Math.max(1, times));
            } else {
                if (c == '[') {
                    skipClass();
                }
                last = 1;
                sum = capped(sum + 1L);
            }
        }
        while (!outside.isEmpty()) {
            sum = capped((long) outside.pop() + sum);
        }
        return sum;
    }

    private static int capped(long size) {
        return (int) Math.min(1_000_000_000, size);
    }

    /** What stands in a class is one character, and brackets in it are nothing but themselves. */
    private void skipClass() {
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        int first = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
            at++;
        }
        at++;
    }

    /** The larger number of {@code {2}}, {@code {2,}} or {@code {2,4}}; 1 where this is no repetition. */
    private int repetitions() {
        int end = pattern.indexOf('}', at);
        String[] bounds = end < 0 ? new String[0] : pattern.substring(at, end).split(",", -1);
        int largest = 1;
        for (String bound : bounds) {
            if (!bound.matches("[0-9]{0,9}")) {
                return 1;
            }
            largest = Math.max(largest, bound.isEmpty() ? 1 : Integer.parseInt(bound));
        }
        return bounds.length == 0 || bounds.length > 2 ? 1 : largest;
    }
}
