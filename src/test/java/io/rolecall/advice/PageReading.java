package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page as somebody else's readers of Markdown and of XML understand it. */
final class PageReading {

    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(AutolinkExtension.create())).build();

    private PageReading() {}

    /** Each block that holds text, with the text in it; anything but text in it is told by its name. */
    static List<String> markdown(String text) {
        List<String> blocks = new ArrayList<>();
        MARKDOWN.parse(text).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                StringBuilder inside = new StringBuilder();
                for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                    if (child instanceof Text words) {
                        inside.append(words.getLiteral());
                    } else if (child instanceof Code code) {
                        inside.append(code.getLiteral());
                    } else if (child instanceof org.commonmark.node.Block) {
                        child.accept(this);
                    } else {
                        inside.append('<')
                                .append(child.getClass().getSimpleName())
                                .append('>');
                    }
                }
                if (parent.getFirstChild() != null && !(parent.getFirstChild() instanceof org.commonmark.node.Block)) {
                    blocks.add(parent.getClass().getSimpleName() + " " + inside);
                } else if (parent.getFirstChild() == null) {
                    blocks.add(parent.getClass().getSimpleName());
                }
            }
        });
        return blocks;
    }

    /** A page is written so that readers of XML understand it, too. */
    static Document html(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    static List<String> texts(Document page, String... names) {
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            NodeList found = page.getElementsByTagName(name);
            for (int i = 0; i < found.getLength(); i++) {
                texts.add(found.item(i).getTextContent());
            }
        }
        return texts;
    }

    static TreeSet<String> names(Document page) {
        TreeSet<String> names = new TreeSet<>();
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            names.add(element.getTagName());
            assertThat(element.getAttributes().getLength())
                    .as(element.getTagName())
                    .isEqualTo(element.getTagName().matches("html|meta") ? 1 : 0);
        }
        return names;
    }
}
