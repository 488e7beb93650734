package io.rolecall.knowledge;

import io.rolecall.knowledge.Token.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody who knows Java writes in a condition, and what says the same here. */
final class Calls {

    static final String NOTHING_COMPUTED =
            "A condition compares a field with a value; it cannot call or compute anything.";

    private Calls() {}

    /**
     * Reads {@code ( … )} behind a method's name, as far as the call goes.
     *
     * @param receiver what stands before the point, null without one
     */
    static Mistake method(TokenReader in, @Nullable Token receiver, Token method) {
        Token only = in.peek(2).is(")") ? in.peek(1) : null;
        Span span = (receiver == null ? method : receiver).span().to(in.closing());
        String called = (receiver == null ? "" : receiver.written() + ".") + method.text() + "( … )";
        return new Mistake(Code.NO_CALLS, span, called + " is a call.", hint(receiver, method.text(), only));
    }

    /** {@code this.status}. */
    static Mistake self(Token self, Token field) {
        return new Mistake(
                Code.NO_CALLS,
                self.span().to(field.span()),
                "A field stands alone in its fact (expected: " + field.text() + ").",
                "Write " + field.text() + ".");
    }

    private static String hint(@Nullable Token receiver, String method, @Nullable Token argument) {
        if (receiver != null && argument != null && method.startsWith("equals")) {
            boolean turned = receiver.kind() != Kind.WORD;
            Token left = turned ? argument : receiver;
            Token right = turned ? receiver : argument;
            return "Write " + left.written() + " == " + right.written() + ".";
        }
        String field = property(method);
        return field == null ? NOTHING_COMPUTED : "Write " + field + ".";
    }

    private static @Nullable String property(String method) {
        for (String prefix : new String[] {"get", "is"}) {
            String rest = method.startsWith(prefix) ? method.substring(prefix.length()) : "";
            if (!rest.isEmpty() && Character.isUpperCase(rest.charAt(0))) {
                return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
            }
        }
        return null;
    }
}
