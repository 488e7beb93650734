package io.rolecall.ui;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the log's newest checkpoint says.
 *
 * @param note the whole of it, signatures included
 * @param key the line {@code name+id+key} that checks them
 * @param at when it was asked for
 */
record LogHead(String name, String size, String root, String note, String key, String at) {

    private static final String PLAIN = "text/plain";

    static LogHead of(Api api) {
        String note = text(api, "/v1/audit/checkpoint");
        String[] lines = note.split("\n", 4);
        return new LogHead(
                lines[0],
                lines[1],
                lines[2],
                note,
                text(api, "/v1/audit/key").strip(),
                Instant.now().toString());
    }

    private static String text(Api api, String path) {
        return new String(api.getAs(PLAIN, path).body(), StandardCharsets.UTF_8);
    }
}
