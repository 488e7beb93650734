package io.rolecall.advice;

import static io.rolecall.advice.PageReading.html;
import static io.rolecall.advice.PageReading.markdown;
import static io.rolecall.advice.PageReading.names;
import static io.rolecall.advice.PageReading.texts;
import static io.rolecall.advice.SmallPolicy.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/**
 * Texts stay texts, read again by somebody else's readers of Markdown and of XML. {@code -Drolecall.seed=42} for another beginning.
 */
class PageTests {

    private static final long SEED = Long.getLong("rolecall.seed", System.nanoTime());

    /** Every character and word that means something to either, and some that do not. */
    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "&",
            "\"",
            "'",
            "`",
            "*",
            "_",
            "~",
            "#",
            "-",
            "+",
            "=",
            "|",
            "\\",
            "!",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ":",
            ".",
            "$",
            "1.",
            "1)",
            " ",
            "  ",
            "    ",
            "\n",
            "\t",
            "http://",
            "HTTPS://",
            "@",
            "a@b.example",
            "```",
            "www.",
            "evil.example",
            "&lt;",
            "&#106;",
            "javascript:",
            "<script>",
            "</li>",
            "<!--",
            "-->",
            "]]>",
            "<?x",
            "![x](y)",
            "[x]: y",
            "---",
            "***",
            "a",
            "Ünï",
            "文",
            "\u202e",
            "\u200b",
            "\u0000",
            "\u2028",
            "\ud83d\ude00");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>fetch('//evil.example')</script>",
                "<img src=x onerror=alert(1)>",
                "[a](https://evil.example)",
                "![a](https://evil.example/x.png)",
                "<https://evil.example>",
                "https://evil.example and www.evil.example",
                "=cmd|'/c calc'!A1",
                "@SUM(1)",
                "- - 1. item",
                "# heading",
                "    code",
                "&lt;b&gt; & &#x26;",
                "a\n\n# heading\n---",
                "\" onmouseover=\"alert(1)"
            })
    void aTextStaysAText(String text) throws Exception {
        staysAText(text);
    }

    @Test
    void aRandomTextStaysAText() throws Exception {
        System.out.println("PageTests: rolecall.seed=" + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            int size = 1 + random.nextInt(12);
            for (int j = 0; j < size; j++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            staysAText(text.toString());
        }
    }

    private static void staysAText(String text) throws Exception {
        List<Block> page = List.of(
                new Block.Title(text),
                new Block.Paragraph(text),
                new Block.Heading(text),
                new Block.Items(false, List.of(new Block.Item(text, List.of(text)))),
                new Block.Items(true, List.of(new Block.Item(text, List.of(text)))),
                new Block.Paragraph(text));
        String line = PlainText.line(text);
        if (line.isEmpty()) {
            return;
        }
        assertThat(markdown(Markdown.of(page)))
                .as("rolecall.seed=%s %s", SEED, text)
                .containsExactly(
                        "Heading " + line,
                        "Paragraph " + line,
                        "Heading " + line,
                        "Paragraph " + line,
                        "Paragraph " + line,
                        "Paragraph " + line,
                        "Paragraph " + line,
                        "Paragraph " + line);
        Document html = html(Html.of(page));
        assertThat(texts(html, "h1", "h2", "p")).as(text).containsOnly(line).hasSize(4);
        assertThat(texts(html, "li").get(1).strip()).as(text).isEqualTo(line);
        assertThat(names(html))
                .isSubsetOf("html", "head", "meta", "title", "body", "main", "h1", "h2", "p", "ul", "ol", "li");
    }

    @Test
    void writesAPageInHtml() {
        String page = Html.of(List.of(
                new Block.Title("A & B"),
                new Block.Heading("C"),
                new Block.Paragraph("D"),
                new Block.Items(true, List.of(new Block.Item("E", List.of("F")), Block.Item.of("<G>")))));
        assertThat(page).isEqualTo("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <title>A &amp; B</title>
                </head>
                <body>
                <main>
                <h1>A &amp; B</h1>
                <h2>C</h2>
                <p>D</p>
                <ol>
                <li>E
                <ul>
                <li>F</li>
                </ul>
                </li>
                <li>&lt;G&gt;</li>
                </ol>
                </main>
                </body>
                </html>
                """);
    }

    /** Wherever a policy or a caller can put words: titles, questions, sources, rules, facts. */
    @Test
    void wordsOfAPolicyAndOfACallerStayWords() throws Exception {
        String hostile = "<img src=x onerror=alert(1)> [x](http://evil.example)";
        String rules = rule(
                        hostile,
                        "@favours( OUT ) @weight( 1 ) @because( \"" + hostile + " {$w}\" )",
                        "Weather( $w : word != null )",
                        "raise")
                + rule("Go", "@recommends( PARK ) @because( \"" + hostile + "\" )", "Weather()", "recommend")
                + rule(
                        "Walk",
                        "@order( 1 ) @advises( \"" + hostile + "\" ) @until( \"" + hostile + "\" )",
                        "Weather()",
                        "step")
                + rule("Mind", "@warns( \"" + hostile + "\" )", "Weather()", "caution");
        String quoted = "\"" + hostile + "\"";
        SmallPolicy policy = SmallPolicy.of(
                rules,
                Map.of(
                        "title: Outside", "title: " + quoted,
                        "title: In the park", "title: " + quoted,
                        "statement: Go out.", "statement: " + quoted,
                        "title: Where to eat", "title: " + quoted,
                        "title: One", "title: " + quoted,
                        "author: Two", "author: " + quoted,
                        "where: Here", "where: " + quoted,
                        "Is it raining?", hostile,
                        "Nobody likes a wet lunch.", hostile));
        List<Block> page = Prose.of(policy.account("\"word\": \"</li><script>alert(2)</script>\""));
        Document html = html(Html.of(page));
        assertThat(names(html)).doesNotContain("img", "script", "a");
        assertThat(String.join("\n", texts(html, "h1", "li", "p")))
                .contains(hostile + " </li><script>alert(2)</script>");
        assertThat(markdown(Markdown.of(page))).noneMatch(block -> block.matches("(?s).*<(Link|Image|HtmlInline)>.*"));
    }
}
