package io.rolecall.knowledge;

import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import org.jspecify.annotations.Nullable;

/** Reads one field from what stands in a session for a fact of its type. */
interface FieldReader {

    @Nullable
    Object read(Object fact);

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
