package io.rolecall.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that cannot be read or does not fit; whoever catches it notes it, and goes on behind it. */
class Mistake extends RuntimeException {

    private final Code code;
    private final transient Span span;
    private final String what;

    @Nullable
    private final String hint;

    Mistake(Code code, Span span, String what, @Nullable String hint) {
        super(what, null, false, false);
        this.code = code;
        this.span = span;
        this.what = what;
        this.hint = hint;
    }

    Finding in(@Nullable String rule) {
        return Finding.of(code, span, rule, what, hint);
    }

    /** What only follows from a mistake that has a finding already; nobody notes it. */
    static final class Follows extends Mistake {
        Follows(Syntax.Name name) {
            this(name.span());
        }

        Follows(Span at) {
            super(Code.INTERNAL, at, "This follows from another mistake.", null);
        }
    }

    /** Mistakes in one condition, each certain without the others. */
    static final class Several extends Mistake {

        private final transient List<Mistake> mistakes;

        Several(List<Mistake> mistakes) {
            super(
                    mistakes.get(0).code,
                    mistakes.get(0).span,
                    String.valueOf(mistakes.get(0).getMessage()),
                    mistakes.get(0).hint);
            this.mistakes = mistakes;
        }

        List<Mistake> mistakes() {
            return mistakes;
        }
    }

    /** A name that nothing binds. */
    static final class Unbound extends Mistake {

        private final String name;

        Unbound(Syntax.Name name, java.util.Set<String> bound) {
            super(
                    Code.UNKNOWN_VARIABLE,
                    name.span(),
                    "Nothing above binds " + name.text() + (bound.isEmpty() ? "" : " " + Messages.expected(bound))
                            + ".",
                    "Bind it in a pattern: " + name.text() + " : field. What `not` and `exists` bind stays inside.");
            this.name = name.text();
        }

        String name() {
            return name;
        }
    }
}
