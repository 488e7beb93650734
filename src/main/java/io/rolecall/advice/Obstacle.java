package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.ConditionOutcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a condition of a rule came to, and by how much it stood in the way.
 *
 * @param required of the value on its left
 * @param actual what it read, by path or variable; null is unknown
 * @param holds null is unknown
 * @param missedBy how far a number on its left is from one that would meet it; left out where it is no matter of numbers
 * @param parts what its parts came to, where it has any
 */
@Schema(name = "WhyNotCondition")
record Obstacle(
        String condition,
        String required,
        @JsonInclude(content = Include.ALWAYS) Map<String, @Nullable Object> actual,
        @Nullable Boolean holds,
        @JsonInclude(Include.NON_NULL) @Nullable Double missedBy,
        @JsonInclude(Include.NON_EMPTY) List<Obstacle> parts) {

    /** What a condition counts for that is no matter of numbers. */
    private static final double FAR = 1e6;

    static Obstacle of(ConditionOutcome outcome) {
        Map<String, @Nullable Object> actual = new LinkedHashMap<>();
        outcome.actual().forEach(one -> actual.put(one.name(), one.value()));
        outcome.parts().forEach(part -> part.actual().forEach(one -> actual.putIfAbsent(one.name(), one.value())));
        return new Obstacle(
                outcome.whole(),
                outcome.required(),
                actual,
                outcome.holds(),
                outcome.missedBy(),
                outcome.parts().stream().map(Obstacle::of).toList());
    }

    /** Itself, or what it is put together of. */
    Stream<Obstacle> leaves() {
        return parts.isEmpty() ? Stream.of(this) : parts.stream().flatMap(Obstacle::leaves);
    }

    /** How far it is from holding: as far as the nearest number in it that fails. */
    double distance() {
        return leaves().filter(leaf -> leaf.missedBy != null)
                .mapToDouble(leaf -> Objects.requireNonNull(leaf.missedBy))
                .min()
                .orElse(FAR);
    }

    boolean fails() {
        return Boolean.FALSE.equals(holds);
    }
}
