package io.rolecall.advice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Tells whether two bodies say the same, however their members are ordered and their white space is set. */
final class Fingerprint {

    private Fingerprint() {}

    /** Equal for bodies that say the same. */
    static byte[] of(JsonNode body) {
        StringBuilder canonical = new StringBuilder();
        write(body, canonical);
        return canonical.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** In hexadecimal. */
    static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            out.append('{');
            node.propertyNames().stream().sorted().forEach(name -> {
                out.append(name.length()).append(name).append(':');
                write(node.path(name), out);
                out.append(',');
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            StreamSupport.stream(node.spliterator(), false).forEach(element -> {
                write(element, out);
                out.append(',');
            });
            out.append(']');
        } else if (node.isNumber()) {
            // Compared as written but for trailing zeros; never expanded, whatever the exponent.
            out.append(node.decimalValue().stripTrailingZeros());
        } else {
            out.append(node);
        }
    }
}
