package io.rolecall.knowledge;

import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import org.jspecify.annotations.Nullable;

/** Reads one field of a fact. */
interface FieldReader {

    @Nullable
    Object read(Object fact);

    /** For a field of a pattern, from what a match gives for it: a situation, or the object itself. */
    static FieldReader of(Element.Pattern pattern, Field field) {
        FieldReader reader = of(pattern.type(), field);
        if (pattern.type().asked()) {
            return matched -> reader.read(matched instanceof Situation situation ? situation.facts() : matched);
        }
        String leaning = pattern.type().equals(FactType.SCORE) ? Situation.leaning(pattern) : null;
        if (leaning != null) {
            return matched -> {
                Score score = matched instanceof Situation situation ? situation.score(leaning) : (Score) matched;
                return score == null ? null : reader.read(score);
            };
        }
        return matched -> {
            Object object = Situation.find(matched, pattern);
            return object == null ? null : reader.read(object);
        };
    }

    static FieldReader of(FactType type, Field field) {
        if (type.equals(FactType.RECOMMENDATION)) {
            return fact -> ((Recommendation) fact).getOutcome();
        }
        if (type.equals(FactType.SCORE)) {
            return switch (field.name()) {
                case "leaning" -> fact -> ((Score) fact).getLeaning();
                case "total" -> fact -> ((Score) fact).getTotal();
                case "rank" -> fact -> ((Score) fact).getRank();
                default -> fact -> ((Score) fact).getLead();
            };
        }
        if (type.asked()) {
            int typeNumber = type.number();
            int fieldNumber = field.number();
            return fact -> ((Facts) fact).get(typeNumber, fieldNumber);
        }
        return fact -> ((DerivedFact) fact).get(field);
    }
}
