package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTests {

    private static Excerpt excerpt(String text, int line, int column, int endColumn) {
        return Excerpt.of(
                Finding.of(Code.SYNTAX, new Span("rules.drl", line, column, endColumn), null, "Found it.", null), text);
    }

    @Test
    void underlinesTheCharactersMeant() {
        assertThat(excerpt("first\nsecond line\n", 2, 8, 12)).isEqualTo(new Excerpt("second line", "       ^^^^"));
        assertThat(excerpt("first\r\nsecond line\r\n", 2, 1, 7)).isEqualTo(new Excerpt("second line", "^^^^^^"));
    }

    @Test
    void marksThePlaceBehindTheLastCharacterAndInAnEmptyLine() {
        assertThat(excerpt("end", 1, 4, 5)).isEqualTo(new Excerpt("end", "   ^"));
        assertThat(excerpt("", 1, 1, 2)).isEqualTo(new Excerpt("", "^"));
        assertThat(excerpt("end\n", 2, 1, 2)).isEqualTo(new Excerpt("", "^"));
        assertThat(excerpt("end", 7, 1, 2)).isEqualTo(new Excerpt("", "^"));
    }

    @Test
    void alignsBehindTabsWideCharactersAndAccents() {
        assertThat(excerpt("\tx wrong", 1, 4, 9)).isEqualTo(new Excerpt("    x wrong", "      ^^^^^"));
        assertThat(excerpt("漢字 \ud83d\ude00 wrong", 1, 6, 11))
                .isEqualTo(new Excerpt("漢字 \ud83d\ude00 wrong", "        ^^^^^"));
        assertThat(excerpt("cafe\u0301 wrong", 1, 7, 12)).isEqualTo(new Excerpt("cafe\u0301 wrong", "     ^^^^^"));
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        Excerpt excerpt = excerpt("red \u001b[31m \u202e wrong", 1, 13, 18);
        assertThat(excerpt).isEqualTo(new Excerpt("red \ufffd[31m \ufffd wrong", "            ^^^^^"));
        assertThat(Excerpt.visible("a\u001b[2J\nb\u0007")).isEqualTo("a\ufffd[2J b\ufffd");
    }

    @Test
    void cutsALongLineAroundThePlace() {
        String text = "x".repeat(1_000) + "WRONG" + "y".repeat(1_000);
        Excerpt excerpt = excerpt(text, 1, 1_001, 1_006);
        assertThat(excerpt.line()).startsWith("…x").endsWith("y…").hasSize(122);
        int at = excerpt.underline().indexOf('^');
        assertThat(excerpt.line().substring(at, excerpt.underline().length())).isEqualTo("WRONG");
    }

    @Test
    void endsTheUnderlineWhereALongLineIsCut() {
        Excerpt excerpt = excerpt("\"" + "x".repeat(1_000), 1, 1, 1_002);
        assertThat(excerpt.underline()).hasSize(120).containsOnlyOnce("^".repeat(120));
    }
}
