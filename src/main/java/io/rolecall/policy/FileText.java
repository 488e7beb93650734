package io.rolecall.policy;

import io.rolecall.knowledge.Characters;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file's bytes as text: strictly UTF-8, and in YAML without characters that cannot be seen. */
final class FileText {

    private FileText() {}

    /** Null after a finding, which stands at the first byte that is not UTF-8. */
    static @Nullable String decode(String path, byte[] content, List<Finding> findings) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(content), text, true);
        text.flip();
        if (!result.isError()) {
            return text.toString();
        }
        String before = text.toString();
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = 1 + before.codePointCount(lineStart, before.length());
        findings.add(Finding.of(
                Code.NOT_UTF_8,
                new Span(path, line, column, column + 1),
                null,
                "The file is not UTF-8 text from here on.",
                "Save it with the encoding UTF-8."));
        return null;
    }

    /** Whether every character can be seen. A rule file's are looked at with its words. */
    static boolean plain(String path, String text, List<Finding> findings) {
        int before = findings.size();
        int line = 1;
        int column = 1;
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            Span at = new Span(path, line, column, column + 1);
            if (Characters.hidden(c)) {
                findings.add(Characters.hidden(c, at));
            } else if (c == '\r' && (i + 1 == characters.length || characters[i + 1] != '\n')) {
                findings.add(Characters.loneReturn(at));
            }
            column++;
            if (c == '\n') {
                line++;
                column = 1;
            }
        }
        return findings.size() == before;
    }
}
