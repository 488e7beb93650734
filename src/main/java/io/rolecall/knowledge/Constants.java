package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a fact that a rule inserts can be one that a pattern looks for, by the fixed values of both. */
final class Constants {

    private Constants() {}

    /** The conditions on fixed values alone, ready to run; anything else may hold. */
    static List<Test> tests(Element.Pattern pattern) {
        TestCompiler compiler =
                new TestCompiler(field -> FieldReader.of(pattern.type(), field), variable -> (any, others) -> null);
        return pattern.condition().parts().stream()
                .filter(Constants::ownFieldsAlone)
                .map(compiler::compile)
                .toList();
    }

    /** True where it is not certain that it cannot. */
    static boolean mayMatch(List<Test> tests, FactType type, Rule.Branch inserting) {
        @Nullable Object[] values = new Object[inserting.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = inserting.arguments().get(i) instanceof Constant constant ? constant.value() : null;
        }
        // What is bound is left unknown, and so decides nothing; but it must not be taken for unknown itself.
        DerivedFact fact = new DerivedFact(type, values);
        return tests.stream().noneMatch(test -> test.on(fact, NONE) == Truth.FALSE);
    }

    private static final Object[] NONE = {};

    private static boolean ownFieldsAlone(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream().allMatch(Constants::ownFieldsAlone);
        } else if (condition instanceof Condition.Or or) {
            return or.parts().stream().allMatch(Constants::ownFieldsAlone);
        } else if (condition instanceof Condition.Not not) {
            return ownFieldsAlone(not.part());
        } else if (condition instanceof Condition.Comparison comparison) {
            return own(comparison.left()) && own(comparison.right());
        } else if (condition instanceof Condition.Membership membership) {
            return own(membership.left()) && membership.members().stream().allMatch(Constants::own);
        }
        return false;
    }

    private static boolean own(Operand operand) {
        return operand instanceof FieldOf || operand instanceof Constant;
    }
}
