package io.rolecall.knowledge;

import io.rolecall.knowledge.Claim.OtherText;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Short texts that match patterns and mention phrases. Of patterns it knows what policy owners mostly write; what it makes is checked against the pattern. */
final class TextSamples {

    private static final int MOST = 40;

    /** Of marks, which are tried in every order; more are only put one behind the other. */
    private static final int MOST_TRIED = 8;

    private final String pattern;
    private int at;

    private TextSamples(String pattern) {
        this.pattern = pattern;
    }

    /** A text that is as said; null where none was found. */
    static @Nullable String of(OtherText other) {
        Set<String> candidates = new LinkedHashSet<>(Set.of("other"));
        Set<TextMark> having = other.having();
        for (TextMark mark : having.size() > MOST_TRIED ? Set.<TextMark>of() : having) {
            Set<String> samples = mark.samples();
            candidates.addAll(samples);
            Set<String> longer = new LinkedHashSet<>();
            candidates.forEach(one -> samples.stream().limit(MOST).forEach(two -> longer.add(one + two)));
            longer.stream().limit(MOST).forEach(candidates::add);
        }
        candidates.add(having.stream()
                .map(TextMark::samples)
                .flatMap(samples -> samples.stream().limit(1))
                .collect(Collectors.joining()));
        for (int i = 2; i < 2 + MOST; i++) {
            candidates.add("other " + i);
        }
        return candidates.stream()
                .filter(text -> !other.named().contains(text)
                        && having.stream().allMatch(mark -> mark.on(text))
                        && other.lacking().stream().noneMatch(mark -> mark.on(text)))
                .skip(other.number())
                .findFirst()
                .orElse(null);
    }

    static Set<String> like(String pattern) {
        return new TextSamples(pattern).choices();
    }

    private Set<String> choices() {
        Set<String> choices = new LinkedHashSet<>(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            choices.addAll(sequence());
        }
        return choices;
    }

    private Set<String> sequence() {
        Set<String> texts = Set.of("");
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            Set<String> items = repeated(atom());
            Set<String> longer = new LinkedHashSet<>();
            for (String text : texts) {
                items.stream().limit(MOST).forEach(item -> {
                    if (longer.size() < MOST) {
                        longer.add(text + item);
                    }
                });
            }
            texts = longer;
        }
        return texts;
    }

    private Set<String> atom() {
        char first = pattern.charAt(at++);
        if (first == '(') {
            if (pattern.startsWith("?:", at)) {
                at += 2;
            }
            Set<String> inside = choices();
            at++;
            return inside;
        }
        if (first == '[') {
            return Set.of(member());
        }
        return Set.of(first == '.' ? "a" : first == '^' || first == '$' ? "" : String.valueOf(first));
    }

    /** One character of a class; of one that is turned around, one that is in few of them. */
    private String member() {
        int end = pattern.indexOf(']', at + 1);
        String members = pattern.substring(at, end < 0 ? pattern.length() : end);
        at = end < 0 ? pattern.length() : end + 1;
        return members.startsWith("^") || members.isEmpty() ? "~" : members.substring(0, 1);
    }

    private Set<String> repeated(Set<String> items) {
        if (at >= pattern.length() || "*+?{".indexOf(pattern.charAt(at)) < 0) {
            return items;
        }
        char sign = pattern.charAt(at++);
        Set<String> repeated = new LinkedHashSet<>();
        if (sign == '{') {
            int end = pattern.indexOf('}', at);
            String least =
                    pattern.substring(at, end < 0 ? pattern.length() : end).replaceAll(",.*", "");
            at = end < 0 ? pattern.length() : end + 1;
            int times = least.matches("[0-9]{1,2}") ? Integer.parseInt(least) : 1;
            items.forEach(item -> repeated.add(item.repeat(times)));
            return repeated;
        }
        if (sign != '+') {
            repeated.add("");
        }
        repeated.addAll(items);
        return repeated;
    }
}
