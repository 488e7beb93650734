package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EditingTests {

    @Test
    void beginsAFileOfRulesWithThePackageOfItsPolicy() {
        BaseFiles files = new BaseFiles(null, "two-words", 1, List.of("policy.yaml"));
        Editing editing = new Editing(files, Draft.none(1), null).begun(" signals/more.drl ");
        assertThat(editing.file()).isEqualTo("signals/more.drl");
        assertThat(editing.draft().files()).containsEntry("signals/more.drl", "package two_words;\n");
    }
}
