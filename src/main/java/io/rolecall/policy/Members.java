package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the members of one object of a YAML file, and notes what is missing, unknown or of the wrong kind. */
final class Members {

    private final YamlFile file;
    private final JsonNode node;
    private final String pointer;
    private final List<Finding> findings;
    private final String what;

    /** Names that are there but for a slip, which has a finding of its own. */
    private final Set<String> mistyped = new HashSet<>();

    /** @param what the thing in words, for messages: "an outcome" */
    Members(YamlFile file, JsonNode node, String pointer, String what, List<Finding> findings) {
        this.file = file;
        this.node = node;
        this.pointer = pointer;
        this.what = what;
        this.findings = findings;
        if (!node.isObject() && !node.isMissingNode()) {
            error("", "Here stands " + what + " (expected: names with values).");
        }
    }

    Members only(List<String> known) {
        if (node.isObject()) {
            node.propertyNames().stream()
                    .filter(name -> !known.contains(name))
                    .peek(name -> Messages.closest(name, known).ifPresent(mistyped::add))
                    .forEach(name -> findings.add(Finding.of(
                            Code.UNKNOWN_NAME,
                            file.nameAt(pointer, name),
                            null,
                            "\"" + name + "\" means nothing in " + what + " " + Messages.expected(known) + ".",
                            Messages.didYouMean(name, known))));
        }
        return this;
    }

    /** A text that must be there; empty after a finding. */
    String text(String name) {
        String text = optionalText(name);
        if (text == null && node.isObject() && !node.path(name).isContainer() && !mistyped.contains(name)) {
            error(Code.MISSING_NAME, "", "\"" + name + "\" is missing in " + what + ".", null);
        }
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isContainer()) {
            error("/" + name, "\"" + name + "\" is a text.");
            return null;
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    @Nullable
    Integer optionalNumber(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber()) {
            error("/" + name, "\"" + name + "\" is a number.");
            return null;
        }
        try {
            return value.decimalValue().intValueExact();
        } catch (ArithmeticException e) {
            error("/" + name, "\"" + name + "\" is a whole number, and not that large.");
            return null;
        }
    }

    /** A list of texts; empty where it is missing. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (element.isString()) {
                texts.add(element.stringValue());
            } else {
                error("/" + name + "/" + texts.size(), "\"" + name + "\" is a list of texts.");
            }
        }
        return List.copyOf(texts);
    }

    /** A list of objects; empty where it is missing. */
    List<Members> list(String name, String elementWhat) {
        List<Members> members = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            members.add(new Members(file, element, pointer + "/" + name + "/" + members.size(), elementWhat, findings));
        }
        return members;
    }

    private Iterable<JsonNode> elements(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            error("/" + name, "\"" + name + "\" is a list.");
            return List.of();
        }
        return value;
    }

    JsonNode get(String name) {
        return node.path(name);
    }

    String pointer() {
        return pointer;
    }

    void error(String below, String message) {
        findings.add(Finding.of(Code.WRONG_VALUE, file.at(pointer + below), null, message, null));
    }

    void error(String below, String message, @Nullable String hint) {
        error(Code.WRONG_VALUE, below, message, hint);
    }

    void error(Code code, String below, String message, @Nullable String hint) {
        findings.add(Finding.of(code, file.at(pointer + below), null, message, hint));
    }
}
