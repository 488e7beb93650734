package io.rolecall.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, each value as the bytes that stand there; nothing between them but what has to be. */
final class RawMembers {

    private final byte[] json;
    private int at;

    private RawMembers(byte[] json) {
        this.json = json;
    }

    /** In their order, which is that of their names; null where it is no such object. */
    static @Nullable Map<String, byte[]> of(byte @Nullable [] json) {
        return json == null ? null : new RawMembers(json).members();
    }

    private @Nullable Map<String, byte[]> members() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        String last = "";
        byte before = '{';
        do {
            if (!skips(before) || at >= json.length || json[at] != '"') {
                return null;
            }
            int start = at + 1;
            skipText();
            String name = new String(json, start, Math.max(0, at - 1 - start), StandardCharsets.UTF_8);
            int value = at + 1;
            if (name.compareTo(last) <= 0 || !skips((byte) ':') || !skipValue() || at == value) {
                return null;
            }
            members.put(name, Arrays.copyOfRange(json, value, at));
            last = name;
            before = ',';
        } while (at < json.length && json[at] == ',');
        return skips((byte) '}') && at == json.length ? members : null;
    }

    private boolean skips(byte expected) {
        return at < json.length && json[at++] == expected;
    }

    /** Up to the comma or bracket behind the value; whether there is one. */
    private boolean skipValue() {
        int depth = 0;
        while (at < json.length) {
            switch (json[at]) {
                case '"' -> {
                    skipText();
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth-- == 0) {
                        return true;
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                default -> {}
            }
            at++;
        }
        return false;
    }

    private void skipText() {
        at++;
        while (at < json.length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, json.length);
    }
}
