package io.rolecall.advice;

import io.rolecall.advice.Block.Heading;
import io.rolecall.advice.Block.Item;
import io.rolecall.advice.Block.Items;
import io.rolecall.advice.Block.Paragraph;
import io.rolecall.advice.Block.Title;
import io.rolecall.knowledge.Characters;
import java.util.List;

/** Writes a page for a terminal. */
final class PlainText {

    private PlainText() {}

    static String of(List<Block> page) {
        StringBuilder out = new StringBuilder();
        for (Block block : page) {
            if (block instanceof Title title) {
                out.append(line(title.text())).append('\n');
            } else if (block instanceof Heading heading) {
                out.append('\n').append(line(heading.text())).append('\n');
            } else if (block instanceof Paragraph paragraph) {
                out.append(line(paragraph.text())).append('\n');
            } else if (block instanceof Items items) {
                int number = 1;
                for (Item item : items.items()) {
                    out.append("  ")
                            .append(items.numbered() ? number++ + ". " : "- ")
                            .append(line(item.text()))
                            .append('\n');
                    item.notes()
                            .forEach(note ->
                                    out.append("      ").append(line(note)).append('\n'));
                }
            }
        }
        return out.toString();
    }

    /** On one line, with a space for every character that would end it, steer a terminal, or not be seen. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            line.appendCodePoint(c < ' ' || c > '~' && Characters.hidden(c) ? ' ' : c);
        }
        return line.toString().strip();
    }
}
