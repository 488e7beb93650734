package io.rolecall.advice;

import io.rolecall.knowledge.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Adds to an object that was recorded what was not, and leaves all before it as it was sent. */
final class LastMember {

    private LastMember() {}

    /** @param object as JSON; it has members */
    static byte[] added(byte[] object, String name, Object value) {
        int end = object.length - 1; // its closing brace
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(object, 0, end);
        body.writeBytes((",\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Json.WRITER.writeValueAsBytes(value));
        body.write(object, end, 1);
        return body.toByteArray();
    }
}
