package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much of an account is told: so many reasons, unknown facts, steps and cautions of each kind, the weightiest first. */
enum Detail {
    SHORT(3),
    STANDARD(10),
    /** Everything, and of each reason its rule and what the rule read. */
    FULL(Integer.MAX_VALUE);

    private final int most;

    Detail(int most) {
        this.most = most;
    }

    /** As a caller writes it. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Detail::word).toList();
    }

    static Optional<Detail> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    <T> List<T> cut(List<T> whole) {
        return whole.size() > most ? whole.subList(0, most) : whole;
    }

    /** How many {@link #cut} leaves out. */
    int rest(List<?> whole) {
        return whole.size() - cut(whole).size();
    }
}
