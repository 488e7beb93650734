package io.rolecall.knowledge;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule file as written: names are not looked up yet. */
final class Syntax {

    private Syntax() {}

    /** @param lost the names of declarations that could not be read, so that nobody is told that they are missing */
    record File(
            String path,
            @Nullable Name packageName,
            List<EnumDeclaration> enums,
            List<TypeDeclaration> types,
            List<RuleDeclaration> rules,
            Set<String> lost) {}

    record Name(String text, Span span) {}

    record EnumDeclaration(Name name, List<Constant> constants) {}

    record Constant(Name name, @Nullable String label) {}

    record TypeDeclaration(Name name, List<Annotation> annotations, List<FieldDeclaration> fields) {}

    record FieldDeclaration(Name name, Name type, List<Annotation> annotations) {}

    /** @param value null for {@code @name} without brackets */
    record Annotation(Name name, @Nullable Literal value) {}

    record RuleDeclaration(
            Name name,
            List<Annotation> head,
            List<Element> when,
            @Nullable Call then) {}

    /** A consequence: {@code verb( kcontext )}, or {@code insertLogical( new Type( arguments ) )}. */
    record Call(Name verb, @Nullable Name inserted, List<Value> arguments) {}

    sealed interface Element {
        Span span();
    }

    record PatternElement(@Nullable Name variable, Name type, List<Constraint> constraints) implements Element {
        @Override
        public Span span() {
            return type.span();
        }
    }

    /** @param exists true for {@code exists}, false for {@code not} */
    record QuantifiedElement(boolean exists, List<PatternElement> patterns, Span span) implements Element {}

    record OrElement(List<List<Element>> branches, Span span) implements Element {}

    record AccumulateElement(
            PatternElement source, List<Aggregation> aggregations, List<Expression> constraints, Span span)
            implements Element {}

    record Aggregation(
            Name variable, Name function, @Nullable Name argument) {}

    /** {@code $v : field}, {@code expression}, or both in one. */
    record Constraint(
            @Nullable Name variable,
            @Nullable Name field,
            @Nullable Expression expression) {}

    sealed interface Expression {
        Span span();
    }

    record And(List<Expression> parts, Span span) implements Expression {}

    record Or(List<Expression> parts, Span span) implements Expression {}

    record Not(Expression part, Span span) implements Expression {}

    record Comparison(Value left, Name operator, Value right, Span span) implements Expression {}

    record Membership(Value left, List<Value> members, boolean negated, Span span) implements Expression {}

    record Matching(Value left, Literal pattern, Span span) implements Expression {}

    record Mentioning(Value left, List<Searched> searched, Span span) implements Expression {}

    /**
     * A phrase, or two near each other.
     *
     * @param other null where there is but one
     * @param between how many words may stand between both; null where nothing is said
     */
    record Searched(
            Literal phrase,
            @Nullable Literal other,
            @Nullable Literal between) {}

    record Flag(Value value) implements Expression {
        @Override
        public Span span() {
            return value.span();
        }
    }

    sealed interface Value {
        Span span();
    }

    record FieldName(Name name) implements Value {
        @Override
        public Span span() {
            return name.span();
        }
    }

    record VariableName(Name name) implements Value {
        @Override
        public Span span() {
            return name.span();
        }
    }

    record ConstantName(Name type, Name constant) implements Value {
        @Override
        public Span span() {
            return type.span().to(constant.span());
        }
    }

    /** @param kind NULL, BOOLEAN, INTEGER, DOUBLE, TEXT, or NAME for a bare word in an annotation */
    record Literal(Kind kind, String text, Span span) implements Value {
        enum Kind {
            NULL,
            BOOLEAN,
            INTEGER,
            DOUBLE,
            TEXT,
            NAME
        }

        /** Where a part of a text stands: the first found behind {@code from}. */
        Span within(String part, int from) {
            int start = kind == Kind.TEXT ? text.indexOf(part, from) : -1;
            if (start < 0 || part.isEmpty()) {
                return span;
            }
            int column = span.column() + 1 + text.codePointCount(0, start);
            return new Span(span.file(), span.line(), column, column + part.codePointCount(0, part.length()));
        }
    }
}
