package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy's folder may hold, before anything in it is looked at. */
class BundleTests {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void aSoundFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("sample"));
        for (var file : HostileFile.sound().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret.yaml"), "password: x\n");
        Files.createSymbolicLink(folder.resolve("guides/second.yaml"), secret);
        assertThatThrownBy(() -> Bundle.read("sample", folder))
                .isInstanceOf(Bundle.Unfit.class)
                .hasMessageContaining("guides/second.yaml is a link that leads out of the folder");
    }

    /** As Kubernetes mounts a ConfigMap: each file is a link into a folder that is itself behind a link. */
    @Test
    void aLinkInsideTheFolderIsNot() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2026_11_21"));
        Files.move(folder.resolve("facts.drl"), data.resolve("facts.drl"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_21"));
        Files.createSymbolicLink(folder.resolve("facts.drl"), Path.of("..data/facts.drl"));
        assertThat(PolicyReader.read(Bundle.read("sample", folder)).policy()).isNotNull();
    }

    @Test
    void linksInACircleEndTheReading() throws IOException {
        Files.createSymbolicLink(folder.resolve("below"), folder);
        assertThatThrownBy(() -> Bundle.read("sample", folder))
                .isInstanceOf(Bundle.Unfit.class)
                .hasMessage("The folder below is a link back to where it stands.");
    }

    @Test
    void aFolderBehindALinkThatLeadsOutIsNotEntered() throws IOException {
        Path disk = Files.createDirectory(temporary.resolve("disk"));
        Files.writeString(disk.resolve("note.txt"), "no policy's file");
        Files.createSymbolicLink(folder.resolve("more"), disk);
        assertThatThrownBy(() -> Bundle.read("sample", folder))
                .isInstanceOf(Bundle.Unfit.class)
                .hasMessageContaining("The folder more is a link that leads out of the folder");
    }

    @Test
    void whatIsHiddenDoesNotMatter() throws IOException {
        Files.createSymbolicLink(folder.resolve(".git"), temporary);
        assertThat(PolicyReader.read(Bundle.read("sample", folder)).policy()).isNotNull();
    }

    @Test
    void moreFilesThanAPolicyHoldsAreRefused() throws IOException {
        for (int i = 0; i < 1_001; i++) {
            Files.writeString(folder.resolve("file" + i + ".yaml"), "");
        }
        assertThatThrownBy(() -> Bundle.read("sample", folder))
                .isInstanceOf(Bundle.Unfit.class)
                .hasMessageContaining("at most 1000 files");
    }

    @Test
    void aFileHasAPlainName() {
        for (String name :
                List.of("r\u0435gels.drl", "a\u202Elrd.drl", "-rf.drl", "a;b.drl", "x".repeat(200) + ".drl")) {
            SortedMap<String, byte[]> files = HostileFile.sound();
            files.put(name, "package sample;".getBytes(StandardCharsets.UTF_8));
            assertThat(PolicyReader.read(Bundle.of("sample", files)).findings())
                    .as(name)
                    .extracting(Finding::code)
                    .containsExactly(Code.UNREADABLE);
        }
        SortedMap<String, byte[]> files = HostileFile.sound();
        files.put("below/My rules-2 v1.0_final.drl", "package sample;".getBytes(StandardCharsets.UTF_8));
        assertThat(PolicyReader.read(Bundle.of("sample", files)).policy()).isNotNull();
    }
}
