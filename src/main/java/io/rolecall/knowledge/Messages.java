package io.rolecall.knowledge;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Words that every message shares: lists of what was expected, "did you mean", and places. */
public final class Messages {

    private static final int LISTED = 12;

    private Messages() {}

    /** {@code (expected: live, status, …)}. */
    public static String expected(Collection<String> names) {
        if (names.isEmpty()) {
            return "(none is declared)";
        }
        String listed = names.stream().sorted().limit(LISTED).collect(Collectors.joining(", "));
        return "(expected: " + listed + (names.size() > LISTED ? ", …" : "") + ")";
    }

    /** {@code Did you mean "live"?} where one of the names is close enough, else null. */
    public static @org.jspecify.annotations.Nullable String didYouMean(String written, Collection<String> names) {
        return closest(written, names)
                .map(name -> "Did you mean \"" + name + "\"?")
                .orElse(null);
    }

    /** The one that was meant, as far as one can tell. */
    public static Optional<String> closest(String written, Collection<String> names) {
        int limit = written.length() < 2 ? 0 : Math.max(1, Math.min(4, written.length() / 3));
        if (written.length() > Limits.NAME_LENGTH) {
            return Optional.empty(); // nobody meant a name, and the distance would take long to measure
        }
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String lower = written.toLowerCase(java.util.Locale.ROOT);
        return names.stream()
                .map(name -> {
                    String known = name.toLowerCase(java.util.Locale.ROOT);
                    int apart = sameLetters(lower, known) ? 1 : distance.apply(lower, known);
                    boolean shortened = Math.min(lower.length(), known.length()) > 2
                            && (known.startsWith(lower) || lower.startsWith(known));
                    return new Candidate(name, shortened ? Math.min(limit, apart) : apart);
                })
                .filter(candidate -> candidate.distance <= limit)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** Two that changed places are one slip of the fingers. */
    private static boolean sameLetters(String one, String other) {
        return one.length() == other.length()
                && one.chars()
                        .sorted()
                        .boxed()
                        .toList()
                        .equals(other.chars().sorted().boxed().toList());
    }

    /** {@code 1 rule}, {@code 2 rules}. */
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** A member's place in the object that holds it, as a JSON Pointer (RFC 6901) has it. */
    public static String pointer(String member) {
        return "/" + member.replace("~", "~0").replace("/", "~1");
    }

    public static String shorten(String text) {
        int end = text.length() > 40 && Character.isHighSurrogate(text.charAt(38)) ? 38 : 39;
        return text.length() <= 40 ? text : text.substring(0, end) + "…";
    }

    private record Candidate(String name, int distance) {}
}
