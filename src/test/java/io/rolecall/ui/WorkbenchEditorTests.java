package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkbenchEditorTests extends RunningService {

    private static final String MOVE = """
            text => {
                const { editor } = document.querySelector('.ace-place').env;
                const before = editor.getValue().split(text)[0] + text;
                const lines = before.split('\\n');
                editor.gotoLine(lines.length, lines.at(-1).length);
                editor.focus();
            }""";

    @ParameterizedTest
    @EnumSource
    void looksCalm(Visit.Look look) {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go(lunch.editor(Lunch.RULES));
            type(visit, "degrees > ", "2");
            said(visit, "1 of 2 scenarios fail");
            visit.write("Facts (JSON)", "{\"weather\": {\"raining\": false, \"degrees\": 22}}")
                    .press("Try the draft");
            visit.page().waitForSelector(".differences");
            type(visit, "Weather( ", "rain == 2, ");
            said(visit, "1 finding.");
            visit.page().evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)");
            visit.look("editor");
        }
    }

    @Test
    void marksAMistakeAtItsCharacterWhileItIsTyped() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            type(visit, "@because( \"", "🌞🌂 ");
            type(visit, "@cites( \"us", ", nobody");
            visit.page().waitForSelector(".findings li");
            assertThat(visit.find(".findings .message").innerText()).contains("nobody");
            assertThat(visit.find("#said").innerText()).startsWith("1 finding");
            Object marked = visit.page().evaluate("""
                    () => {
                        const { session } = document.querySelector('.ace-place').env.editor;
                        const [{ row, column }] = session.getAnnotations();
                        const [marker] = Object.values(session.getMarkers(false)).filter(one => one.clazz.startsWith('mistake'));
                        return session.getLine(row).slice(column, marker.range.end.column);
                    }""");
            assertThat(marked).isEqualTo("nobody");
            open(visit, "references.yaml");
            visit.find(".findings .place").click();
            assertThat(visit.find("#open-file").innerText()).isEqualTo(Lunch.RULES);
            assertThat(visit.page().evaluate("""
                    () => {
                        const { editor } = document.querySelector('.ace-place').env;
                        const { row, column } = editor.getCursorPosition();
                        return editor.session.getLine(row).slice(column, column + 6);
                    }""")).isEqualTo("nobody");
        }
    }

    @Test
    void opensARuleAtItsLine() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/policies/hiring/edit?rule=A model was accepted");
            assertThat(visit.page().waitForFunction("""
                                    () => {
                                        const { editor } = document.querySelector('.ace-place')?.env ?? {};
                                        return editor?.getCursorPosition().row && editor.session.getLine(editor.getCursorPosition().row);
                                    }""").jsonValue()).isEqualTo("rule \"A model was accepted\"");
        }
    }

    @Test
    void countsCharactersAsTheApiDoes() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/");
            assertThat(visit.page().evaluate("""
                    async () => {
                        const { unit, span } = await import('/js/editor/positions.js');
                        return [unit('abc', 1), unit('abc', 3), unit('🌞b', 2), unit('🌞b', 3), unit('abc', 99), span('a🌞', 2, 3).to, span('', 1, 1).to];
                    }""")).isEqualTo(List.of(0, 2, 2, 3, 3, 3, 1));
        }
    }

    @Test
    void knowsWhatCanBeWrittenWhere() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("rule \"x\" when Weather( ", "field Weather");
        expected.put("rule \"x\" when Weather( raining == false, de", "field Weather");
        expected.put("rule \"x\" when Weather( sky == ", "value Weather sky");
        expected.put("rule \"x\" when Weather( sky == Sky.CLEAR && de", "field Weather");
        expected.put("rule \"x\" when Weather( sky not in ( Sky.CLEAR, ", "value Weather sky");
        expected.put("rule \"x\" when Weather( sky == Sky.", "constant Sky");
        expected.put("rule \"x\" when not( We", "fact");
        expected.put("rule \"x\" @favours( ", "annotation-value favours");
        expected.put("rule \"x\" @we", "annotation");
        expected.put("rule \"x\" @because( \"@cites( \" ) @cites( \"us, n", "citation");
        expected.put("rule \"x\" @because( \"when Weather( ", "nothing");
        expected.put("rule \"x\" when Weather() // Weather( ", "nothing");
        expected.put("rule \"x\" when Weather() then ", "verb");
        expected.put("declare Weather sky : ", "type");
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/nowhere");
            assertThat(visit.page().evaluate("""
                    async all => {
                        const { inRules } = await import('/js/editor/context.js');
                        return all.map(before => {
                            const { kind, fact, field, type, annotation } = inRules(before);
                            return [kind, fact, field, type, annotation].filter(Boolean).join(' ');
                        });
                    }""", List.copyOf(expected.keySet())))
                    .isEqualTo(List.copyOf(expected.values()));
        }
    }

    @Test
    void offersFieldsConstantsAndCitations() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            assertThat(offered(visit, "Weather( ")).contains("raining", "degrees", "sky");
            type(visit, "degrees > 18", ", sky == ");
            assertThat(offered(visit, "sky == ")).containsExactly("Sky.CLEAR", "Sky.GREY");
            visit.key("Enter");
            assertThat(text(visit)).contains("sky == Sky.CLEAR");
            assertThat(offered(visit, "@cites( \"")).containsExactly("us");
            type(visit, "when", "\n    Wea");
            assertThat(offered(visit, "Wea")).containsExactly("Weather");
            visit.key("Enter");
            visit.page().keyboard().insertText("degrees < 40");
            assertThat(text(visit)).contains("when\n    Weather( degrees < 40 )");
            open(visit, "facts.drl");
            type(visit, "declare Weather", "\n    windy : Boolean");
            open(visit, "rules.drl");
            assertThat(offered(visit, "Weather( ")).contains("windy");
        }
    }

    @Test
    void runsScenariosWhileSomebodyWrites() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            type(visit, "degrees > ", "2");
            said(visit, "1 of 2 scenarios fail");
            assertThat(visit.find(".scenarios .list > ul > li").first().innerText())
                    .contains("fails", "A fine day", "It is dry and warm");
            visit.page().getByLabel("Only this file’s").check();
            open(visit, "references.yaml");
            assertThat(visit.find(".scenarios .list > ul > li:visible").count()).isZero();
            open(visit, "rules.drl");
            assertThat(visit.find(".scenarios .list > ul > li:visible").count()).isEqualTo(2);
            type(visit, "degrees > 2", "");
            visit.key("Backspace");
            said(visit, "all 2 scenarios pass");
        }
    }

    @Test
    void triesFactsAgainstTheDraftAndTheLiveVersion() {
        Lunch lunch = Lunch.shared(api);
        String id = api.post(
                        "/v1/policies/lunch/recommendations",
                        "{\"facts\": {\"weather\": {\"raining\": false, \"degrees\": 22}}}")
                .json()
                .path("id")
                .stringValue();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            type(visit, "degrees > ", "2");
            visit.write("Record number", id).key("Enter");
            visit.page().waitForFunction("() => document.getElementById('facts').value.includes('22')");
            visit.press("Try the draft");
            visit.page().waitForSelector(".differences");
            assertThat(visit.find(".sides").innerText()).contains("Eat in the park");
            assertThat(visit.find(".differences").first().innerText())
                    .contains("PARK → UNDECIDED", "It is dry and warm");
            assertThat(visit.find("#tried").textContent()).contains("degrees > 218");
            visit.write("Facts (JSON)", "{\"weather\": {\"raining\": 3}}").press("Try the draft");
            visit.page().waitForSelector("#tried .notice.bad");
            assertThat(visit.find("#tried").innerText()).contains("/facts/weather/raining");
        }
    }

    @Test
    void publishesTheNextVersion() {
        Lunch lunch = Lunch.published(api, "publishing");
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            visit.find("#publish").click();
            visit.page().waitForSelector("#refused:visible");
            assertThat(visit.find("#refused").innerText()).isEqualTo("Nothing is changed yet.");
            type(visit, "@weight( ", "2");
            visit.key("Delete");
            visit.write("What changes, and why", "Less sure");
            visit.find("#publish").click();
            visit.page().waitForFunction("() => document.getElementById('refused').textContent.includes('name')");
            visit.write("Your name", "Ann").key("Enter");
            visit.page().waitForURL("**/policies/publishing/versions/2");
            assertThat(lunch.text(2, Lunch.RULES)).contains("@weight( 2 )");
            assertThat(api.get("/v1/policies/publishing/versions/2").text()).contains("\"Ann\"", "Less sure");
            visit.go("/policies/publishing/edit");
            assertThat(visit.find("#kept").isVisible()).isFalse();
        }
    }

    @Test
    void keepsTheDraftOverAReload() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            type(visit, "@weight( ", "9");
            visit.page().waitForSelector(".findings li");
            visit.page().reload();
            assertThat(text(visit)).contains("@weight( 93 )");
            visit.page().waitForSelector(".findings li");
            assertThat(visit.find("#kept").innerText()).startsWith("Draft from ");
            visit.press("Discard it");
            visit.page().waitForSelector(".ace-place");
            assertThat(visit.find("#kept").isVisible()).isFalse();
            assertThat(visit.find("[data-mark=changed]").count()).isZero();
        }
    }

    @Test
    void undoesTheOnlyChange() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            type(visit, "@weight( ", "9");
            visit.find("#restore").click();
            undone(visit);
            assertThat(text(visit)).isEqualTo(lunch.rules());
            visit.press("Delete the file");
            visit.page().waitForSelector("[data-mark=removed]");
            visit.find("#restore").click();
            undone(visit);
            visit.find("summary").first().click();
            visit.write("Path", "signals/more.drl").key("Enter");
            visit.page().waitForSelector("[data-mark=new]");
            assertThat(text(visit)).isEqualTo("package lunch;\n");
            visit.find("#remove").click();
            undone(visit);
            visit.page().reload();
            undone(visit);
        }
    }

    private static void undone(Visit visit) {
        visit.page()
                .waitForFunction(
                        "() => document.querySelector('.ace-place') && !Object.keys(localStorage).some(key => key.startsWith('rolecall.draft'))"
                                + " && !document.querySelector('[data-mark=new], [data-mark=changed], [data-mark=removed]')");
        assertThat(visit.find("#kept").isVisible()).isFalse();
    }

    @Test
    void saysThatAFileCannotBeReadAndOpensTheNewestThatWasAskedFor() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            visit.page().waitForSelector(".ace-place");
            visit.page().route("**/files/references.yaml", Route::abort);
            visit.press("references.yaml");
            visit.page().waitForSelector("#unread:visible");
            assertThat(visit.find("#unread").innerText()).startsWith("references.yaml could not be read.");
            List<Route> slow = new CopyOnWriteArrayList<>();
            visit.page().route("**/files/facts.drl", slow::add);
            visit.press("facts.drl");
            open(visit, "policy.yaml");
            assertThat(visit.find("#unread").isVisible()).isFalse();
            visit.page().waitForCondition(() -> !slow.isEmpty());
            visit.page().waitForResponse("**/files/facts.drl", () -> slow.get(0).resume());
            visit.page().waitForTimeout(100);
            assertThat(visit.find("#open-file").innerText()).isEqualTo("policy.yaml");
        }
    }

    @Test
    void takesADraftOverToAVersionThatWasPublishedMeanwhile() {
        Lunch lunch = Lunch.published(api, "meanwhile");
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor("references.yaml"));
            type(visit, "What we found out", " in years");
            open(visit, "rules.drl");
            type(visit, "@weight( ", "1");
            visit.key("Delete");
            lunch.publish(1, Map.of(Lunch.RULES, lunch.rules().replace("@weight( 3 )", "@weight( 5 )")));
            type(visit, "raise(", " ");
            visit.page().waitForSelector(".outdated");
            assertThat(visit.has("Version 2 was published meanwhile.")).isTrue();
            visit.press("Take my changes over to version 2");
            visit.page().waitForSelector(".findings li");
            assertThat(text(visit))
                    .contains("<<<<<<< your draft", "@weight( 1 )", "=======", "@weight( 5 )", ">>>>>>> version 2");
            assertThat(visit.find("[data-mark=changed]").count()).isEqualTo(2);
            open(visit, "references.yaml");
            assertThat(text(visit)).contains("What we found out in years");
        }
    }

    @Test
    void doesNotHoldTheKeyboard() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor(Lunch.RULES));
            visit.tabTo("Editor content, press Enter to start editing, press Escape to exit")
                    .key("Enter", "Tab", "Escape", "Tab");
            assertThat(text(visit)).as("Tab indents while somebody writes").contains("    package");
            assertThat(visit.page().evaluate("() => document.activeElement.closest('.ace-place') === null"))
                    .isEqualTo(true);
        }
    }

    @Test
    void worksWithoutScripts() {
        Lunch lunch = Lunch.published(api, "plainly").live();
        try (Visit visit = Visit.withoutScripts(api.port())) {
            visit.go(lunch.editor(Lunch.RULES));
            visit.find("#text").fill(lunch.rules().replace("@cites( \"us\" )", "@cites( \"nobody\" )"));
            visit.find("#plain-check button").click();
            assertThat(visit.find(".findings").innerText()).contains("nobody", Lunch.RULES + ":4:");
            visit.find("#text").fill(lunch.rules().replace("> 18", "> 218"));
            visit.press("references.yaml");
            assertThat(visit.find("[data-mark=changed]").count()).isEqualTo(1);
            assertThat(visit.find(".scenarios .bad").first().innerText()).contains("A fine day");
            visit.find("summary").first().click();
            visit.write("Path", "signals/more.drl").press("Add the file");
            assertThat(visit.find("#text").inputValue()).isEqualTo("package plainly;\n");
            visit.press("Undo the changes of this file");
            visit.write("Facts (JSON)", "{\"weather\": {\"raining\": false, \"degrees\": 22}}")
                    .press("Try the draft");
            assertThat(visit.find(".differences").first().innerText()).contains("PARK → UNDECIDED");
            visit.write("What changes, and why", "Hotter").write("Your name", "Ann");
            visit.find("#publish").click();
            assertThat(visit.page().url()).endsWith("/policies/plainly/versions/2");
            assertThat(lunch.text(2, Lunch.RULES)).isEqualTo(lunch.rules().replace("> 18", "> 218"));
            assertThat(api.get("/v1/policies/plainly/versions/2").text()).doesNotContain("more.drl");
        }
    }

    @ParameterizedTest
    @CsvSource({"2100000, 200, lunch", "8500000, 413, This is too large"})
    void takesADraftAsLargeAsAPolicyMayBe(int size, int status, String said) {
        Lunch lunch = Lunch.shared(api);
        Reply reply = api.post(
                "/policies/" + lunch.name() + "/edit",
                "base=1&path=more.drl&content=" + "x".repeat(size),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).contains(said);
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        Lunch lunch = Lunch.shared(api);
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(lunch.editor("nowhere.drl"));
            assertThat(visit.find("#no-file").innerText())
                    .isEqualTo("There is no file nowhere.drl in version 1. Open is facts.drl.");
        }
    }

    @Test
    void showsTextsAsTexts() {
        String hostile = "<img src=x onerror=document.title='hit'></textarea><script>document.title='hit'</script>";
        Lunch lunch = Lunch.published(api, "hostile");
        lunch.publish(
                1,
                Map.of(
                        Lunch.SCENARIOS,
                        lunch.text(1, Lunch.SCENARIOS).replace("A fine day", "'" + hostile.replace("'", "''") + "'")));
        for (boolean scripts : new boolean[] {true, false}) {
            try (Visit visit = scripts ? Visit.of(api.port(), Visit.Look.DESK) : Visit.withoutScripts(api.port())) {
                visit.go(lunch.editor(Lunch.RULES));
                visit.find("summary").first().click();
                visit.write("Path", hostile + "/x.drl").press("Add the file");
                visit.page().waitForSelector(".findings li");
                if (scripts) {
                    type(visit, "package hostile;", "\n" + hostile);
                    visit.page().waitForTimeout(800);
                    visit.page().reload();
                    visit.page().waitForSelector(".findings li");
                }
                assertThat(visit.page().title()).isEqualTo("Edit hostile · Rolecall");
                assertThat(visit.find("img, main script").count()).isZero();
                assertThat(visit.find("#open-file").innerText()).startsWith("<img src=x");
            }
        }
    }

    private static void open(Visit visit, String file) {
        visit.press(file);
        visit.page().waitForFunction("file => document.getElementById('open-file').textContent === file", file);
    }

    static void type(Visit visit, String after, String text) {
        visit.page().waitForSelector(".ace-place");
        visit.page().evaluate(MOVE, after);
        visit.page().keyboard().insertText(text);
    }

    private static String text(Visit visit) {
        visit.page().waitForSelector(".ace-place .ace_line");
        return (String) visit.page().evaluate("() => document.querySelector('.ace-place').env.editor.getValue()");
    }

    private static void said(Visit visit, String text) {
        visit.page().waitForFunction("text => document.getElementById('said').textContent.includes(text)", text);
    }

    @SuppressWarnings("unchecked")
    private static List<String> offered(Visit visit, String after) {
        type(visit, after, "");
        visit.key("Control+Space");
        return (List<String>) visit.page().waitForFunction("""
                        () => {
                            const { popup } = document.querySelector('.ace-place').env.editor.completer ?? {};
                            return popup?.isOpen && popup.data.length ? popup.data.map(one => one.caption) : null;
                        }""").jsonValue();
    }
}
