package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTextTests {

    /** The line {@code -- a} that is removed looks like the head of a file. */
    @Test
    void tellsFilesApartByTheirSizes() {
        List<DiffText> files = DiffText.files("""
                --- a/one.drl
                +++ b/one.drl
                @@ -1,3 +1,2 @@
                 package p;
                --- a
                 end
                @@ -9 +8,2 @@
                -old
                +new
                +++ b
                --- /dev/null
                +++ b/two.drl
                @@ -0,0 +1,1 @@
                +a\rb
                --- a/three.drl
                +++ /dev/null
                @@ -1,1 +0,0 @@
                -gone
                """);
        assertThat(files)
                .extracting(file -> file.state() + " " + file.path())
                .containsExactly("changed one.drl", "added two.drl", "removed three.drl");
        assertThat(files.get(0).lines())
                .extracting(line -> line.was() + " " + line.is() + " " + line.kind() + " " + line.text())
                .containsExactly(
                        "1 1 same package p;",
                        "2 null removed -- a",
                        "3 2 same end",
                        "null null gap ",
                        "9 null removed old",
                        "null 8 added new",
                        "null 9 added ++ b");
        assertThat(files.get(1).lines()).extracting(DiffText.Line::text).containsExactly("a\rb");
    }

    @Test
    void isEmptyWhereTheFilesAreTheSame() {
        assertThat(DiffText.files("")).isEmpty();
    }
}
