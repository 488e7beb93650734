package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RebaseTests {

    @Test
    void setsBothTextsBetweenMarksWhereTheyDiffer() {
        assertThat(Rebase.marked("a\nmine\nz\n", "a\ntheirs\nand\nz\n", 4))
                .isEqualTo("a\n<<<<<<< your draft\nmine\n=======\ntheirs\nand\n>>>>>>> version 4\nz\n");
    }

    @Test
    void losesNoLineWhereOneTextIsThePartOfAnother() {
        assertThat(Rebase.marked("a\na\n", "a\n", 2))
                .isEqualTo("a\n<<<<<<< your draft\na\n=======\n>>>>>>> version 2\n");
        assertThat(Rebase.marked("", "a", 2)).isEqualTo("<<<<<<< your draft\n\n=======\na\n>>>>>>> version 2");
    }

    @Test
    void saysWhatBecameOfAFileThatOneOfBothDeleted() {
        assertThat(Rebase.said(null, "theirs", 4)).startsWith("You deleted it, and version 4 changed it");
        assertThat(Rebase.said("mine", null, 4)).startsWith("Version 4 deleted it, and you changed it");
        assertThat(Rebase.said("mine", "theirs", 4)).startsWith("Both texts stand");
    }
}
