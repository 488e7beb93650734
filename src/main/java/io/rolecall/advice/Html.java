package io.rolecall.advice;

import io.rolecall.advice.Block.Heading;
import io.rolecall.advice.Block.Item;
import io.rolecall.advice.Block.Items;
import io.rolecall.advice.Block.Paragraph;
import io.rolecall.advice.Block.Title;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** Writes a page in HTML that needs nothing else: no script, no style, no link. */
final class Html {

    private final StringBuilder out = new StringBuilder();

    private Html() {}

    static String of(List<Block> page) {
        Html html = new Html();
        html.out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.stream()
                .filter(Title.class::isInstance)
                .map(Title.class::cast)
                .forEach(title -> html.element("title", title.text()));
        html.out.append("</head>\n<body>\n<main>\n");
        page.forEach(html::block);
        return html.out.append("</main>\n</body>\n</html>\n").toString();
    }

    private void block(Block block) {
        if (block instanceof Title title) {
            element("h1", title.text());
        } else if (block instanceof Heading heading) {
            element("h2", heading.text());
        } else if (block instanceof Paragraph paragraph) {
            element("p", paragraph.text());
        } else if (block instanceof Items items) {
            String list = items.numbered() ? "ol" : "ul";
            out.append('<').append(list).append(">\n");
            items.items().forEach(this::item);
            out.append("</").append(list).append(">\n");
        }
    }

    private void item(Item item) {
        if (item.notes().isEmpty()) {
            element("li", item.text());
            return;
        }
        out.append("<li>");
        text(item.text());
        out.append("\n<ul>\n");
        item.notes().forEach(note -> element("li", note));
        out.append("</ul>\n</li>\n");
    }

    private void element(String name, String text) {
        out.append('<').append(name).append('>');
        text(text);
        out.append("</").append(name).append(">\n");
    }

    /** The one place where a text becomes HTML. */
    private void text(String text) {
        out.append(HtmlUtils.htmlEscape(PlainText.line(text), StandardCharsets.UTF_8.name()));
    }
}
