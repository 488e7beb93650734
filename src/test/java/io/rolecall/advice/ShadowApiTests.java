package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.Rolecall;
import io.rolecall.audit.PolicyDraft;
import io.rolecall.audit.PolicyShadows;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.Bundle;
import io.rolecall.serving.Activations;
import io.rolecall.serving.PolicyFolder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A version is asked beside the live one, and no caller notices. What a thing is called is masked. */
class ShadowApiTests {

    private static final String SHADOW = "/v1/policies/sample/shadow";
    private static final String WANTED = "{\"thing\": {\"wanted\": true}}";
    private static final String UNWANTED = "{\"thing\": {\"wanted\": false}}";

    /** Every rule of {@link #ECHO} repeats it: together more than an answer may have. */
    private static final String LONG = "{\"thing\": {\"wanted\": true, \"comment\": \"" + "c".repeat(9_000) + "\"}}";

    private static final int SILENT = 2; // recommends nothing
    private static final int HEAVIER = 3;
    private static final int ECHO = 4;
    private static final int NAMED = 5; // has a signal of its own for what is called secret
    private static final int RENAMED = 6; // has another fact
    private static final int BROKEN = 7;

    @TempDir
    static Path temporary;

    private static ConfigurableApplicationContext service;
    private static Caller api;
    private static Caller management;

    @BeforeAll
    static void publish() throws Exception {
        PolicyFolder.write(temporary.resolve("rules/sample"), live());
        start();
        store(SILENT, changed("conclusions/thing.drl", "(?s)rule.*", ""));
        store(HEAVIER, changed("signals/thing.drl", "@weight\\( 1 \\)", "@weight( 2 )"));
        store(
                ECHO,
                changed(
                        "signals/thing.drl",
                        "\\z",
                        IntStream.range(0, 60)
                                .mapToObj(number -> rule(
                                        "Echo " + number,
                                        "{$n} {$n} {$n} {$n} {$n} {$n} {$n}",
                                        "$n : comment, comment != null"))
                                .collect(Collectors.joining())));
        store(
                NAMED,
                changed(
                        "signals/thing.drl",
                        "\\z",
                        rule("It is called secret", "{$n}", "$n : name, name matches \"secret.*\"")));
        store(RENAMED, PolicyFolder.files("sample", "needed", "Needed."));
        store(BROKEN, changed("signals/thing.drl", "wanted == true", "wonted == true"));
    }

    private static Map<String, String> live() {
        Map<String, String> files = PolicyFolder.files("sample", "wanted", "First.");
        files.compute("facts.drl", (path, text) -> text.replaceFirst("end\\s*$", """
                name : String @ask( "Name?" )
                comment : String @ask( "Comment?" ) @maxLength( 10000 )
            end
            """));
        return files;
    }

    private static Map<String, String> changed(String path, String pattern, String replacement) {
        Map<String, String> files = live();
        files.compute(path, (same, text) -> text.replaceFirst(pattern, Matcher.quoteReplacement(replacement)));
        return files;
    }

    private static String rule(String name, String because, String condition) {
        return """

            rule "%s" @favours( A ) @weight( 1 ) @because( "%s" ) @cites( "book" )
            when
                Thing( %s )
            then
                raise( kcontext );
            end
            """.formatted(name, because, condition);
    }

    private static void store(int number, Map<String, String> files) {
        TreeMap<String, byte[]> contents = new TreeMap<>();
        files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        Bundle bundle = Bundle.of("sample", contents);
        PolicyDraft draft = new PolicyDraft(
                "sample",
                bundle.digest(),
                bundle.packed(),
                new byte[0],
                "somebody",
                PolicyVersion.Source.API,
                "To be tried.",
                number - 1,
                null);
        assertThat(service.getBean(PolicyVersions.class).publish(draft).fresh()).isTrue();
    }

    private static void start() {
        service = SpringApplication.run(
                Rolecall.class,
                "--server.port=0",
                "--management.server.port=0",
                "--rolecall.audit.mask=thing.name",
                "--rolecall.rules=" + temporary.resolve("rules"),
                "--rolecall.data=" + temporary.resolve("data"));
        api = new Caller(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        management = new Caller(service.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
    }

    @AfterEach
    void end() {
        assertThat(api.send("DELETE", SHADOW, BodyPublishers.noBody()).status()).isEqualTo(204);
        BadRequestTests.problem(api.get(SHADOW), 404, "no-shadow");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Reply set(String body) {
        return api.send("PUT", SHADOW, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    private static JsonNode shadow(int version) {
        Reply reply = set("{\"version\": " + version + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("evaluated").intValue()).isZero();
        return reply.json();
    }

    private static JsonNode ask(String facts) {
        Reply reply = api.post("/v1/policies/sample/recommendations", "{\"facts\": " + facts + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private static JsonNode await(Predicate<JsonNode> condition) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        JsonNode report = api.get(SHADOW).json();
        while (!condition.test(report)) {
            assertThat(System.nanoTime()).as(report.toString()).isLessThan(end);
            Thread.sleep(10);
            report = api.get(SHADOW).json();
        }
        return report;
    }

    private static JsonNode evaluated(int count) throws InterruptedException {
        return await(report -> report.path("evaluated").intValue() == count);
    }

    @Test
    void countsWhatWouldHaveBeenAnsweredOtherwise() throws Exception {
        shadow(SILENT);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, ask(WANTED).path("id").stringValue());
        }
        ask(UNWANTED);
        ask("{}");
        JsonNode report = evaluated(5);
        assertThat(report.path("version").intValue()).isEqualTo(SILENT);
        assertThat(report.path("share").doubleValue()).isEqualTo(1);
        assertThat(report.path("same").intValue()).isEqualTo(2);
        assertThat(report.path("different").intValue()).isEqualTo(3);
        assertThat(report.path("byOutcome").toString())
                .isEqualTo("[{\"from\":\"X\",\"to\":\"UNDECIDED\",\"count\":3}]");
        assertThat(report.path("byRule").toString())
                .isEqualTo("[{\"rule\":\"The thing is wanted: recommend\",\"edit\":\"removed\",\"count\":3}]");
        assertThat(report.path("samples"))
                .extracting(sample -> sample.path("id").stringValue())
                .isEqualTo(ids);
        assertThat(report.at("/samples/0").toString())
                .isEqualTo("{\"id\":\"" + ids.get(0) + "\",\"from\":\"X\",\"to\":\"UNDECIDED\","
                        + "\"edits\":[{\"rule\":\"The thing is wanted: recommend\",\"edit\":\"removed\"}]}");
        api.send("DELETE", "/v1/recommendations/" + ids.get(0) + "/payload", BodyPublishers.noBody());
        assertThat(api.get(SHADOW).json().path("samples")).hasSize(2);
        assertThat(management.get("/actuator/prometheus").text())
                .contains("rolecall_shadow_total{policy=\"sample\",result=\"different\"}")
                .contains("rolecall_shadow_total{policy=\"sample\",result=\"skipped\"}");
    }

    @Test
    void countsOtherSignalsForTheSameOutcome() throws Exception {
        shadow(HEAVIER);
        for (int i = 0; i < ShadowTally.SAMPLES + 5; i++) {
            ask(WANTED);
        }
        JsonNode report = evaluated(ShadowTally.SAMPLES + 5);
        assertThat(report.path("different").intValue()).isEqualTo(ShadowTally.SAMPLES + 5);
        assertThat(report.path("byOutcome")).isEmpty();
        assertThat(report.at("/byRule/0/edit").stringValue()).isEqualTo("changed");
        assertThat(report.path("samples")).hasSize(ShadowTally.SAMPLES);
    }

    @Test
    void changesNoAnswerAndCountsWhatItCannotAnswer() throws Exception {
        String before = answer(ask(LONG));
        shadow(ECHO);
        String beside = answer(ask(LONG));
        assertThat(beside).isEqualTo(before);
        JsonNode report = await(one -> one.path("failed").intValue() == 1);
        assertThat(report.path("evaluated").intValue()).isZero();
        assertThat(report.path("failure").stringValue()).startsWith("It was stopped. Its answer has more than ");
        shadow(RENAMED);
        ask(WANTED);
        report = await(one -> one.path("failed").intValue() == 1);
        assertThat(report.path("failure").stringValue()).isEqualTo("The facts do not fit version " + RENAMED + ".");
        ask("{}");
        assertThat(evaluated(1).path("same").intValue()).isEqualTo(1);
    }

    private static String answer(JsonNode answer) {
        return answer.toString().replaceAll("\"(id|recordedAt|leaf)\":\"[^\"]*\"", "");
    }

    /** With its thread away nothing is ever taken up, as if the first evaluation took for ever. */
    @Test
    void keepsNobodyWaiting() throws Exception {
        shadow(HEAVIER);
        ask(WANTED);
        evaluated(1);
        Shadows shadows = service.getBean(Shadows.class);
        shadows.stop();
        for (int i = 0; i < Shadows.WAITING + 3; i++) {
            ask(WANTED);
        }
        JsonNode report = api.get(SHADOW).json();
        assertThat(report.path("evaluated").intValue()).isEqualTo(1);
        assertThat(report.path("skipped").intValue()).isEqualTo(3);
        shadows.start();
        assertThat(evaluated(Shadows.WAITING + 1).path("skipped").intValue()).isEqualTo(3);
    }

    /** A caller whose request has not ended yet is waiting all the while. */
    @Test
    void makesWayForThoseWhoWait() throws Exception {
        shadow(ECHO);
        ask(LONG);
        await(report -> report.path("failed").intValue() == 1);
        Shadows shadows = service.getBean(Shadows.class);
        shadows.stop();
        for (int i = 1; i < Shadows.WAITING; i++) {
            ask(LONG);
        }
        try (Socket caller = new Socket("127.0.0.1", api.port())) {
            caller.getOutputStream()
                    .write(("POST /v1/policies/sample/recommendations HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            LiveRequests live = service.getBean(LiveRequests.class);
            await(report -> live.within(0));
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            threads.setThreadContentionMonitoringEnabled(true);
            shadows.start();
            long working = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("shadows"))
                    .mapToLong(Thread::getId)
                    .max()
                    .orElseThrow();
            await(report -> report.path("failed").intValue() == Shadows.WAITING);
            long rested = threads.getThreadInfo(working).getWaitedTime();
            long worked = threads.getThreadCpuTime(working) / 1_000_000;
            threads.setThreadContentionMonitoringEnabled(false);
            assertThat(rested).as("while it worked for %d ms", worked).isGreaterThan(5 * worked);
        }
    }

    @Test
    void knowsWhatIsMaskedAndDoesNotTell() throws Exception {
        shadow(NAMED);
        ask("{\"thing\": {\"wanted\": true, \"name\": \"secret 4711\"}}");
        ask("{\"thing\": {\"wanted\": true, \"name\": \"open 4711\"}}");
        JsonNode report = evaluated(2);
        assertThat(report.path("different").intValue()).isEqualTo(1);
        assertThat(report.at("/samples/0/edits/0/rule").stringValue()).isEqualTo("It is called secret");
        assertThat(report.toString()).doesNotContain("4711").contains("\"byOutcome\":[]");
    }

    @Test
    void asksOnlyAShareAndNothingThatIsPinned() throws Exception {
        assertThat(set("{\"version\": 2, \"share\": 0.5}").status()).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            ask("{}");
        }
        await(report -> asked() >= 50);
        int last = -1;
        for (int now = asked(); now != last; now = asked()) {
            last = now;
            Thread.sleep(100);
        }
        assertThat(last).isBetween(50, 150);
        shadow(SILENT);
        api.post("/v1/policies/sample/recommendations", "{\"facts\": {}, \"version\": 1}");
        ask("{}");
        ask("{}");
        assertThat(evaluated(2).path("skipped").intValue()).isZero();
    }

    private static int asked() {
        JsonNode report = api.get(SHADOW).json();
        return report.path("evaluated").intValue() + report.path("skipped").intValue();
    }

    @Test
    void saysThatAVersionCannotAnswer() throws Exception {
        shadow(BROKEN);
        ask(WANTED);
        JsonNode report = await(one -> one.has("refused"));
        assertThat(report.path("refused").stringValue())
                .startsWith("Version 7 cannot answer any more: signals/thing.drl:");
        ask(WANTED);
        assertThat(api.get(SHADOW).json().path("evaluated").intValue()).isZero();
    }

    @Test
    void staysAfterARestartAndStartsToCountAgain() throws Exception {
        set("{\"version\": 3, \"share\": 0.25}");
        JsonNode before = shadow(HEAVIER);
        ask(WANTED);
        evaluated(1);
        assertThat(set("{\"version\": 3, \"share\": 1.0}")
                        .json()
                        .path("evaluated")
                        .intValue())
                .isEqualTo(1);
        service.close();
        start();
        JsonNode after = api.get(SHADOW).json();
        assertThat(after).isEqualTo(before);
        ask(WANTED);
        assertThat(evaluated(1).path("different").intValue()).isEqualTo(1);
    }

    @Test
    void findsNoDifferenceOnceItIsLive() throws Exception {
        shadow(HEAVIER);
        ask(WANTED);
        evaluated(1);
        Activations activations = service.getBean(Activations.class);
        activations.activate("sample", HEAVIER, "somebody", null);
        try {
            assertThat(ask(WANTED).at("/policy/version").intValue()).isEqualTo(HEAVIER);
            assertThat(evaluated(2).path("different").intValue()).isEqualTo(1);
        } finally {
            activations.activate("sample", 1, "somebody", null);
        }
    }

    @Test
    void takesUpWhatAnotherReplicaHasSet() throws Exception {
        service.getBean(PolicyShadows.class).set("sample", SILENT, 0.5);
        JsonNode report = await(one -> one.has("share"));
        assertThat(report.path("version").intValue()).isEqualTo(SILENT);
        assertThat(report.path("share").doubleValue()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        []                            | bad-json   | A shadow has to be an object (expected: {"version": 4, "share": 0.2}).
        {}                            | bad-shadow | version is missing (expected: a whole number, 1 or more).
        {"version": "2"}              | bad-shadow | version is "2" (expected: a whole number, 1 or more).
        {"version": 2, "share": 0}    | bad-shadow | share is 0 (expected: a number above 0 and up to 1).
        {"version": 2, "share": 1.01} | bad-shadow | share is 1.01 (expected: a number above 0 and up to 1).
        {"version": 2, "share": "1"}  | bad-shadow | share is "1" (expected: a number above 0 and up to 1).
        {"version": 2, "shares": 1} | bad-shadow | A shadow has no "shares" (expected: share, version). Did you mean "share"?
        """)
    void refusesWhatIsNoShadow(String body, String type, String detail) {
        assertThat(BadRequestTests.problem(set(body), 400, type).path("detail").stringValue())
                .isEqualTo(detail);
    }

    @Test
    void saysWhatThereIsNot() {
        assertThat(BadRequestTests.problem(set("{\"version\": 8}"), 404, "unknown-version")
                        .path("detail")
                        .stringValue())
                .isEqualTo("There is no version 8 of the policy \"sample\" (expected: 1 to 7).");
        BadRequestTests.problem(api.get("/v1/policies/other/shadow"), 404, "unknown-policy");
        BadRequestTests.problem(
                api.send("DELETE", "/v1/policies/other/shadow", BodyPublishers.noBody()), 404, "unknown-policy");
    }
}
