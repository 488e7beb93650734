package io.rolecall.advice;

import io.rolecall.advice.Block.Heading;
import io.rolecall.advice.Block.Item;
import io.rolecall.advice.Block.Items;
import io.rolecall.advice.Block.Paragraph;
import io.rolecall.advice.Block.Title;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a page in Markdown (CommonMark), in which no text makes a link, a heading or HTML of its own. */
final class Markdown {

    /** Escaped wherever they stand. {@code $} begins a formula for some readers. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>&#|~$]");

    /** What would make an item, a heading or a rule of the line that it begins: {@code -}, {@code +}, {@code =}, {@code 1.} and {@code 1)}. */
    private static final Pattern START = Pattern.compile("^(\\d*)([-+=.)])");

    private static final Pattern WORD = Pattern.compile("\\S+");

    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    static String of(List<Block> page) {
        StringBuilder out = new StringBuilder();
        for (Block block : page) {
            out.append(out.isEmpty() ? "" : "\n");
            if (block instanceof Title title) {
                out.append("# ").append(escaped(title.text())).append('\n');
            } else if (block instanceof Heading heading) {
                out.append("## ").append(escaped(heading.text())).append('\n');
            } else if (block instanceof Paragraph paragraph) {
                out.append(escaped(paragraph.text())).append('\n');
            } else if (block instanceof Items items) {
                items(items, out);
            }
        }
        return out.toString();
    }

    private static void items(Items items, StringBuilder out) {
        int number = 1;
        for (Item item : items.items()) {
            String mark = items.numbered() ? number++ + ". " : "- ";
            out.append(mark).append(escaped(item.text())).append('\n');
            for (String note : item.notes()) {
                out.append(" ".repeat(mark.length()))
                        .append("- ")
                        .append(escaped(note))
                        .append('\n');
            }
        }
    }

    private static String escaped(String text) {
        String line = PlainText.line(text);
        StringBuilder out = new StringBuilder();
        if (!hasAddress(line)) {
            return plain(line, true);
        }
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            if (hasAddress(word.group())) {
                out.append(plain(line.substring(end, word.start()), end == 0)).append(code(word.group()));
                end = word.end();
            }
        }
        return out.append(plain(line.substring(end), end == 0)).toString();
    }

    /** Of these many readers make a link, escaped or not, but in code. */
    private static boolean hasAddress(String text) {
        return text.contains("://")
                || text.indexOf('@') >= 0
                || text.toLowerCase(Locale.ROOT).contains("www.");
    }

    private static String plain(String text, boolean start) {
        String escaped = SPECIAL.matcher(text).replaceAll("\\\\$0");
        return start ? START.matcher(escaped).replaceFirst("$1\\\\$2") : escaped;
    }

    /** Between more backticks than stand side by side in it. */
    private static String code(String text) {
        int most = BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(found -> found.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(most + 1);
        String space = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + space + text + space + fence;
    }
}
