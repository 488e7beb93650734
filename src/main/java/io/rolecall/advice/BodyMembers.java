package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Rulebook;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of a small body, read one by one; all that is wrong with them is told at once by {@link #done}. */
final class BodyMembers {

    static final String FACTS = "facts";

    private final JsonNode tree;
    private final String what;
    private final Problem problem;
    private final List<FactReader.Problem> problems = new ArrayList<>();

    private BodyMembers(JsonNode tree, String what, Problem problem) {
        this.tree = tree;
        this.what = what;
        this.problem = problem;
    }

    /**
     * @param what the body is, with its article: {@code A review}
     * @param problem how what is wrong is called
     * @param example of such a body
     * @param known every member that it may have
     * @throws BadRequest where it is no object
     */
    static BodyMembers of(JsonNode tree, String what, Problem problem, String example, List<String> known) {
        if (!tree.isObject()) {
            throw BadRequest.json("", what + " has to be an object (expected: " + example + ").");
        }
        BodyMembers members = new BodyMembers(tree, what, problem);
        for (String name : tree.propertyNames()) {
            if (!known.contains(name)) {
                String hint = Messages.didYouMean(name, known);
                members.wrong(
                        Messages.pointer(name),
                        what + " has no \"" + Messages.shorten(name) + "\" " + Messages.expected(known) + "."
                                + (hint == null ? "" : " " + hint));
            }
        }
        return members;
    }

    /** The same of a request's body. */
    static BodyMembers of(
            HttpServletRequest request, int most, String what, Problem problem, String example, List<String> known)
            throws IOException {
        return of(RequestReader.tree(RecommendationController.body(request, most)), what, problem, example, known);
    }

    void wrong(String pointer, String message) {
        problems.add(new FactReader.Problem(pointer, message));
    }

    JsonNode node(String name) {
        return tree.path(name);
    }

    /** A text that stands in an entry of the log; null where it is not given. */
    @Nullable
    String text(String name, int longest, boolean required) {
        String expected = "(expected: 1 to " + longest + " characters, without control characters).";
        JsonNode node = tree.path(name);
        if (node.isMissingNode() || node.isNull()) {
            if (required) {
                wrong(Messages.pointer(name), "The " + name + " is missing " + expected);
            }
            return null;
        }
        String text = node.isString() ? node.stringValue() : "";
        boolean fits = !text.isBlank()
                && text.codePointCount(0, text.length()) <= longest
                && text.chars().noneMatch(c -> c < ' ' && c != '\n');
        if (!fits) {
            wrong(Messages.pointer(name), "The " + name + " does not fit " + expected);
        }
        return text;
    }

    /** @return 0 where it is missing or does not fit, which is told then */
    int whole(String name, int least) {
        JsonNode node = tree.path(name);
        if (node.isInt() && node.intValue() >= least) {
            return node.intValue();
        }
        wrong(
                Messages.pointer(name),
                name + " is " + shown(node) + " (expected: a whole number, " + least + " or more).");
        return 0;
    }

    <E extends Enum<E>> @Nullable E constant(String name, Class<E> type, boolean required) {
        JsonNode node = tree.path(name);
        if (!required && (node.isMissingNode() || node.isNull())) {
            return null;
        }
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(constant -> node.isString() && constant.name().equals(node.stringValue()))
                .findFirst();
        if (found.isEmpty()) {
            List<String> names =
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
            wrong(
                    Messages.pointer(name),
                    name + " is " + shown(node) + " (expected: " + String.join(", ", names) + ").");
        }
        return found.orElse(null);
    }

    /** The facts of a request; null where they are missing or do not fit, which is told then. */
    @Nullable
    Facts facts(Rulebook rulebook) {
        if (!tree.has(FACTS)) {
            wrong("/" + FACTS, "The facts are missing (expected: " + RequestReader.EXAMPLE + ").");
            return null;
        }
        try {
            return FactReader.read(tree.path(FACTS), "/" + FACTS, rulebook);
        } catch (FactReader.Refused refused) {
            problems.addAll(refused.problems());
            return null;
        }
    }

    /** Whether a member that may be left out is there, and is the only word that it can be. */
    boolean isWord(String name, String word) {
        JsonNode node = tree.path(name);
        boolean given = !node.isMissingNode() && !node.isNull();
        if (given && !(node.isString() && node.stringValue().equals(word))) {
            wrong(Messages.pointer(name), name + " is " + shown(node) + " (expected: \"" + word + "\", or nothing).");
        }
        return given;
    }

    static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : Messages.shorten(node.toString());
    }

    /** @throws BadRequest where something is wrong, naming each place */
    void done() {
        if (!problems.isEmpty()) {
            throw new BadRequest(problem, problems);
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
