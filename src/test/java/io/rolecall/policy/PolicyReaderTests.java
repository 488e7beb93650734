package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a policy owner reads after a mistake outside of the rules; each gives one finding, at its place. */
class PolicyReaderTests {

    private static final Map<String, String> SOUND = Map.of(
            "policy.yaml", """
            name: sample
            title: Sample
            purpose: To show mistakes
            leanings:
              - { id: A, title: A first }
            outcomes:
              - id: X
                title: X it is
                statement: Do X.
                guides: [ first ]
            """,
            "references.yaml", """
            - { key: "0", title: Guide, places: 75 }
            - { key: book-2017, title: Book, year: 2017 }
            """,
            "guides/first.yaml", """
            title: First
            sections:
              - title: Advert
                text: We look for somebody.
                cites: [ "0-30" ]
            """,
            "facts.drl", """
            package sample;
            declare Thing
                flag : Boolean @ask( "Flag?" ) @why( "It matters." )
            end
            """,
            "rules.drl", """
            package sample;
            rule "It is flagged"
                @favours( A )
                @weight( 2 )
                @because( "It is flagged." )
                @cites( "0-30" )
            when
                Thing( flag )
            then
                raise( kcontext );
            end
            rule "A leads"
                @recommends( X )
                @because( "A leads." )
                @cites( "book-2017" )
            when
                Score( leaning == "A", total > 0 )
            then
                recommend( kcontext );
            end
            """,
            "rules.scenarios.yaml", """
            - name: Flagged and led
              given: { thing: { flag: true } }
              expect:
                signals: [ "It is flagged" ]
                outcome: X
            """,
            "teams/flagged.yaml", """
            name: A flagged team
            situation: It is flagged.
            given: { thing: { flag: true } }
            expect: { outcome: X }
            """);

    @Test
    void aSoundFolderHasNoFindings() {
        assertThat(findings(Map.of())).isEmpty();
    }

    @Test
    void aFolderNeedsAPolicy() {
        Map<String, String> files = new TreeMap<>(SOUND);
        files.remove("policy.yaml");
        files.keySet().removeIf(path -> !path.equals("facts.drl"));
        assertThat(read(files))
                .containsExactly(
                        "policy.yaml:1:1: The folder has no policy.yaml. Write one with name, title, leanings and outcomes.");
    }

    @Test
    void aNameThatMeansNothingIsRefused() {
        assertThat(changed("policy.yaml", "purpose:", "purpos:"))
                .containsExactly(
                        "policy.yaml:3:1: \"purpos\" means nothing in a policy (expected: contact, leanings, name, outcomes, owner, purpose, title). Did you mean \"purpose\"?");
        assertThat(changed("references.yaml", "year:", "yeer:"))
                .containsExactly(
                        "references.yaml:2:34: \"yeer\" means nothing in a source (expected: author, key, places, title, where, year). Did you mean \"year\"?");
        assertThat(changed("guides/first.yaml", "cites:", "sites:"))
                .containsExactly(
                        "guides/first.yaml:5:5: \"sites\" means nothing in a section (expected: cites, items, text, title). Did you mean \"cites\"?");
        assertThat(changed("rules.scenarios.yaml", "signals:", "signal:"))
                .containsExactly(
                        "rules.scenarios.yaml:4:5: \"signal\" means nothing in what a scenario expects (expected: cautions, not, outcome, plan, signals). Did you mean \"signals\"?");
        assertThat(changed("teams/flagged.yaml", "situation:", "situations:"))
                .containsExactly(
                        "teams/flagged.yaml:2:1: \"situations\" means nothing in a team (expected: expect, given, name, situation). Did you mean \"situation\"?");
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() {
        assertThat(changed("policy.yaml", "title: Sample\n", "title: Sample\ntitle: Sample again\n"))
                .containsExactly("policy.yaml:3:1: \"title\" is there twice. Delete one.");
        assertThat(changed("references.yaml", "key: book-2017", "key: \"0\""))
                .containsExactly("references.yaml:2:10: The key \"0\" is there twice.");
        assertThat(changed(
                        "policy.yaml",
                        "  - { id: A, title: A first }",
                        "  - { id: A, title: A first }\n  - { id: A, title: A again }"))
                .containsExactly("policy.yaml:6:11: \"A\" is there twice.");
    }

    @Test
    void aPolicyIsCalledAsItsFolder() {
        assertThat(changed("policy.yaml", "name: sample", "name: simple"))
                .containsExactly("policy.yaml:1:7: The name is \"simple\" (expected: the folder's, sample).");
        assertThat(changed("policy.yaml", "name: sample\n", ""))
                .containsExactly("policy.yaml:1:1: \"name\" is missing in a policy.");
    }

    @Test
    void anIdHasCapitals() {
        assertThat(changed("policy.yaml", "id: X", "id: x"))
                .containsExactly(
                        "policy.yaml:7:9: \"x\" is no id (expected: capitals, digits and _, such as ML_ENGINEER).");
    }

    @Test
    void whatIsNamedIsThere() {
        assertThat(changed("policy.yaml", "[ first ]", "[ frist ]"))
                .containsExactly(
                        "policy.yaml:10:15: There is no guides/frist.yaml (expected: first). Did you mean \"first\"?");
        assertThat(changed("guides/first.yaml", "\"0-30\"", "\"0-76\""))
                .containsExactly("guides/first.yaml:5:14: The source \"0\" has no place \"76\" (expected: 1 to 75).");
        assertThat(changed("guides/first.yaml", "\"0-30\"", "\"book-2018\""))
                .containsExactly(
                        "guides/first.yaml:5:14: references.yaml has no source for \"book-2018\" (expected: 0, book-2017). Did you mean \"book-2017\"?");
        assertThat(changed("rules.scenarios.yaml", "\"It is flagged\"", "\"It is flaged\""))
                .containsExactly(
                        "rules.scenarios.yaml:4:16: There is no rule \"It is flaged\". Did you mean \"It is flagged\"?");
        assertThat(changed("rules.scenarios.yaml", "outcome: X", "outcome: Y"))
                .containsExactly("rules.scenarios.yaml:5:14: policy.yaml has no outcome \"Y\" (expected: X).");
        assertThat(changed("teams/flagged.yaml", "outcome: X", "outcome: undecidable"))
                .containsExactly("teams/flagged.yaml:4:20: policy.yaml has no outcome \"undecidable\" (expected: X).");
    }

    @Test
    void aPlaceIsCountedInCharactersToItsEnd() {
        String text =
                SOUND.get("guides/first.yaml").replace("cites: [ \"0-30\" ]", "cites: [ \"0-30\", \"0-77\" ] # 😀");
        assertThat(PolicyReader.read(
                                Bundle.of("sample", bytes(with("guides/first.yaml", text.replace("somebody", "😀")))))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.column()).isEqualTo(22);
                    assertThat(finding.endColumn()).isEqualTo(28);
                });
        String flow = "{ title: \"😀\", sections: [ { title: 😀😀, cites: [ \"0-77\" ] } ] }\n";
        assertThat(PolicyReader.read(Bundle.of("sample", bytes(with("guides/first.yaml", flow))))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.column()).isEqualTo(flow.codePointCount(0, flow.indexOf("\"0-77")) + 1);
                    assertThat(finding.endColumn()).isEqualTo(finding.column() + 6);
                });
        String folded = "title: >-\n  Two\n  lines\ntitle: twice\n";
        assertThat(PolicyReader.read(Bundle.of(
                                "sample",
                                bytes(with(
                                        "guides/first.yaml", folded.replace("title: twice", "sections: >-\n  none")))))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.endColumn()).isEqualTo("sections: >-".length() + 1));
    }

    private static Map<String, String> with(String path, String text) {
        Map<String, String> files = new TreeMap<>(SOUND);
        files.put(path, text);
        return files;
    }

    @Test
    void aValueOfTheWrongKindIsRefused() {
        assertThat(changed("policy.yaml", "[ first ]", "first"))
                .containsExactly("policy.yaml:10:13: \"guides\" is a list.");
        assertThat(changed("policy.yaml", "title: Sample", "title: [ Sample ]"))
                .containsExactly("policy.yaml:2:1: \"title\" is a text.");
        assertThat(changed("references.yaml", "year: 2017", "year: MMXVII"))
                .containsExactly("references.yaml:2:40: \"year\" is a number.");
        assertThat(changed("guides/first.yaml", "    text: We look for somebody.\n", "    items: [ [ Somebody ] ]\n"))
                .containsExactly("guides/first.yaml:4:14: \"items\" is a list of texts.");
        assertThat(findings(Map.of("rules.scenarios.yaml", "name: Flagged\n")))
                .containsExactly("rules.scenarios.yaml:1:1: This file is a list, each with a scenario.");
        assertThat(findings(Map.of("teams/flagged.yaml", "- name: Flagged\n")))
                .containsExactly("teams/flagged.yaml:1:1: Here stands a team (expected: names with values).");
        assertThat(findings(Map.of("guides/first.yaml", "")))
                .containsExactly("guides/first.yaml:1:1: Here stands a guide (expected: names with values).");
    }

    @Test
    void whatIsNotYamlIsRefusedWhereItStopsBeingSo() {
        assertThat(changed("policy.yaml", "purpose: To", "purpose:\tTo"))
                .containsExactly("policy.yaml:3:9: This is not YAML: a tab cannot stand here. Indent with spaces.");
        assertThat(changed("policy.yaml", "  - { id: A", "\t- { id: A"))
                .containsExactly("policy.yaml:5:1: This is not YAML: a tab cannot stand here. Indent with spaces.");
        assertThat(changed("guides/first.yaml", "[ \"0-30\" ]", "[ \"0-30\""))
                .containsExactly("guides/first.yaml:6:1: This is not YAML: expected ',' or ']', but got <stream end>.");
        assertThat(changed("policy.yaml", "title: Sample", "title: Sample: the first"))
                .containsExactly(
                        "policy.yaml:2:14: This is not YAML: mapping values are not allowed here. A text with a colon in it stands in quotes.");
        assertThat(findings(Map.of("references.yaml", "---\n- { key: \"0\", title: Guide }\n---\n[]\n")))
                .containsExactly("references.yaml:3:1: This is not YAML: but found another document.");
    }

    @Test
    void nothingInYamlCanGrow() {
        String bomb = "a: &a [ x, x, x, x, x, x, x, x, x ]\n"
                + "b: &b [ *a, *a, *a, *a, *a, *a, *a, *a, *a ]\n"
                + "c: &c [ *b, *b, *b, *b, *b, *b, *b, *b, *b ]\n"
                + "title: [ *c, *c, *c, *c, *c, *c, *c, *c, *c ]\n";
        assertThat(findings(Map.of("guides/first.yaml", bomb)))
                .containsExactly("guides/first.yaml:2:9: A reference with * is not allowed. Write the value out.");
        assertThat(findings(Map.of("guides/first.yaml", "title: &a [ *a ]\n")))
                .containsExactly("guides/first.yaml:1:13: A reference with * is not allowed. Write the value out.");
        assertThat(findings(Map.of("guides/first.yaml", "title: " + "[".repeat(20_000))))
                .containsExactly("guides/first.yaml:1:39: Lists and names are nested deeper than 32.");
        assertThat(findings(Map.of("guides/first.yaml", "title: !!javax.script.ScriptEngineManager []\n")))
                .containsExactly(
                        "guides/first.yaml:1:8: This is not YAML: Global tag is not allowed: tag:yaml.org,2002:javax.script.ScriptEngineManager.");
        assertThat(changed("guides/first.yaml", "title: First", "title: First\n<<: { title: Second }"))
                .containsExactly("guides/first.yaml:2:1: \"<<\" means nothing in a guide (expected: sections, title).");
    }

    @Test
    void aFileIsUtf8() {
        TreeMap<String, byte[]> files = bytes(SOUND);
        files.put("guides/first.yaml", "title: Dévut".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read("sample", files))
                .containsExactly(
                        "guides/first.yaml:1:9: The file is not UTF-8 text from here on. Save it with the encoding UTF-8.");
        files.putAll(bytes(SOUND));
        files.put("rules.drl", "package sämple;".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read("sample", files))
                .containsExactly(
                        "rules.drl:1:10: The file is not UTF-8 text from here on. Save it with the encoding UTF-8.");
    }

    @Test
    void aFileHasALimit() {
        assertThat(findings(Map.of("facts.drl", SOUND.get("facts.drl") + "// long\n".repeat(40_000))))
                .containsExactly("facts.drl:1:1: A file has at most 256 KiB. Split it by subject.");
        assertThat(findings(Map.of("guides/first.yaml", SOUND.get("guides/first.yaml") + "# long\n".repeat(40_000))))
                .containsExactly("guides/first.yaml:1:1: A file has at most 256 KiB. Split it by subject.");
    }

    @Test
    void aFileThatNobodyReadsIsAWarning() {
        assertThat(findings(Map.of("guides/second.yml", "title: Second\n")))
                .containsExactly("guides/second.yml:1:1: This file is not read. Call it .yaml.");
    }

    @Test
    void aFolderHasAPlainName() {
        Map<String, String> files = new TreeMap<>(SOUND);
        files.put("policy.yaml", SOUND.get("policy.yaml").replace("name: sample", "name: Sample"));
        files.replaceAll((path, text) -> text.replace("package sample;", "package Sample;"));
        assertThat(read("Sample", bytes(files)))
                .containsExactly(
                        "policy.yaml:1:7: \"Sample\" cannot name a policy (expected: small letters, digits and dashes). Rename the folder.");
    }

    private static List<String> changed(String path, String from, String to) {
        String text = SOUND.get(path);
        assertThat(text).contains(from);
        return findings(Map.of(path, text.replace(from, to)));
    }

    private static List<String> findings(Map<String, String> changes) {
        Map<String, String> files = new TreeMap<>(SOUND);
        files.putAll(changes);
        return read(files);
    }

    private static List<String> read(Map<String, String> files) {
        return read("sample", bytes(files));
    }

    private static List<String> read(String name, TreeMap<String, byte[]> files) {
        return PolicyReader.read(Bundle.of(name, files)).findings().stream()
                .map(Finding::toString)
                .toList();
    }

    private static TreeMap<String, byte[]> bytes(Map<String, String> files) {
        TreeMap<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }
}
