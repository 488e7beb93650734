package io.rolecall.audit;

import java.util.HexFormat;
import java.util.SortedMap;

/** Hashes of files as {@code sha256sum} writes and checks them. */
final class Sums {

    private Sums() {}

    static String of(byte[] content) {
        return HexFormat.of().formatHex(Hashes.digest().digest(content));
    }

    /** @param sums by path; none has a line break or a backslash, which would have to be written in another way */
    static String text(SortedMap<String, String> sums) {
        StringBuilder text = new StringBuilder();
        sums.forEach((path, sum) -> text.append(sum).append("  ").append(path).append('\n'));
        return text.toString();
    }
}
