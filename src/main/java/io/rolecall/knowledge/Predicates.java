package io.rolecall.knowledge;

import java.util.List;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Variable;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.Predicate2;
import org.drools.model.functions.Predicate3;
import org.drools.model.functions.Predicate4;
import org.drools.model.functions.Predicate5;
import org.drools.model.functions.Predicate6;
import org.drools.model.functions.Predicate7;
import org.drools.model.functions.Predicate8;

/**
 * Hands tests to Drools as predicates. They are classes with an id rather than lambdas, because Drools tells lambdas apart
 * by taking their byte code to pieces.
 */
final class Predicates {

    /** Most conditions speak of one fact alone; they should not cost an array each. */
    private static final Object[] NOTHING = {};

    private Predicates() {}

    /**
     * A constraint on a pattern.
     *
     * @param id the same for the same condition: patterns with equal ids share a node
     * @param others the variables whose values the test takes beside the fact: a rule has at most {@link
     *     Limits#PATTERNS_IN_A_RULE} patterns, so at most one fewer
     */
    static <T> PatternDef<T> constrain(
            PatternDef<T> pattern, String id, List<Variable<Object>> others, Wanted wanted, Test test) {
        return switch (others.size()) {
            case 0 -> pattern.expr(id, new Of0<>(id, wanted, test));
            case 1 -> pattern.expr(id, others.get(0), new Of1<>(id, wanted, test));
            case 2 -> pattern.expr(id, others.get(0), others.get(1), new Of2<>(id, wanted, test));
            case 3 -> pattern.expr(id, others.get(0), others.get(1), others.get(2), new Of3<>(id, wanted, test));
            case 4 ->
                pattern.expr(
                        id, others.get(0), others.get(1), others.get(2), others.get(3), new Of4<>(id, wanted, test));
            case 5 ->
                pattern.expr(
                        id,
                        others.get(0),
                        others.get(1),
                        others.get(2),
                        others.get(3),
                        others.get(4),
                        new Of5<>(id, wanted, test));
            case 6 ->
                pattern.expr(
                        id,
                        others.get(0),
                        others.get(1),
                        others.get(2),
                        others.get(3),
                        others.get(4),
                        others.get(5),
                        new Of6<>(id, wanted, test));
            case 7 ->
                pattern.expr(
                        id,
                        others.get(0),
                        others.get(1),
                        others.get(2),
                        others.get(3),
                        others.get(4),
                        others.get(5),
                        others.get(6),
                        new Of7<>(id, wanted, test));
            default -> throw new IllegalArgumentException("More patterns than a rule may have: " + others.size());
        };
    }

    /** Which truth lets a fact through. */
    enum Wanted {
        /** It is known to hold. */
        CERTAIN,
        /** It may hold: what `not` must exclude. */
        POSSIBLE,
        /** It may not hold. */
        UNSURE;

        boolean lets(Truth truth) {
            return switch (this) {
                case CERTAIN -> truth == Truth.TRUE;
                case POSSIBLE -> truth != Truth.FALSE;
                case UNSURE -> truth != Truth.TRUE;
            };
        }
    }

    private abstract static class Of implements HashedExpression {
        private final String id;
        private final Wanted wanted;
        private final transient Test test;

        Of(String id, Wanted wanted, Test test) {
            this.id = id;
            this.wanted = wanted;
            this.test = test;
        }

        @Override
        public String getExpressionHash() {
            return id;
        }

        final boolean lets(Object fact, Object... others) {
            return wanted.lets(test.on(fact, others));
        }
    }

    private static final class Of0<T> extends Of implements Predicate1<T> {
        Of0(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact) {
            return lets(fact, NOTHING);
        }
    }

    private static final class Of1<T> extends Of implements Predicate2<T, Object> {
        Of1(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact, Object a) {
            return lets(fact, a);
        }
    }

    private static final class Of2<T> extends Of implements Predicate3<T, Object, Object> {
        Of2(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact, Object a, Object b) {
            return lets(fact, a, b);
        }
    }

    private static final class Of3<T> extends Of implements Predicate4<T, Object, Object, Object> {
        Of3(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact, Object a, Object b, Object c) {
            return lets(fact, a, b, c);
        }
    }

    private static final class Of4<T> extends Of implements Predicate5<T, Object, Object, Object, Object> {
        Of4(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact, Object a, Object b, Object c, Object d) {
            return lets(fact, a, b, c, d);
        }
    }

    private static final class Of5<T> extends Of implements Predicate6<T, Object, Object, Object, Object, Object> {
        Of5(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact, Object a, Object b, Object c, Object d, Object e) {
            return lets(fact, a, b, c, d, e);
        }
    }

    private static final class Of6<T> extends Of
            implements Predicate7<T, Object, Object, Object, Object, Object, Object> {
        Of6(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact, Object a, Object b, Object c, Object d, Object e, Object f) {
            return lets(fact, a, b, c, d, e, f);
        }
    }

    private static final class Of7<T> extends Of
            implements Predicate8<T, Object, Object, Object, Object, Object, Object, Object> {
        Of7(String id, Wanted wanted, Test test) {
            super(id, wanted, test);
        }

        @Override
        public boolean test(T fact, Object a, Object b, Object c, Object d, Object e, Object f, Object g) {
            return lets(fact, a, b, c, d, e, f, g);
        }
    }
}
