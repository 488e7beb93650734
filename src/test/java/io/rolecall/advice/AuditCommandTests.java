package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Rolecall;
import io.rolecall.audit.AuditLog;
import io.rolecall.audit.Engine;
import io.rolecall.audit.Entry;
import io.rolecall.audit.Seal;
import io.rolecall.audit.Verdict;
import io.rolecall.audit.Verification;
import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The record of a service is exported beside it, and verified and answered again without it. */
class AuditCommandTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path temporary;

    private static ConfigurableApplicationContext service;
    private static Caller api;
    private static int exports;

    @BeforeAll
    static void start() throws IOException {
        PolicyFolder.write(
                temporary.resolve("rules").resolve("sample"), PolicyFolder.files("sample", "wanted", "First."));
        service = SpringApplication.run(
                Rolecall.class,
                "--server.port=0",
                "--management.server.port=0",
                "--rolecall.rules=" + temporary.resolve("rules"),
                "--rolecall.data=" + data());
        api = new Caller(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Path data() {
        return temporary.resolve("data");
    }

    private record Ended(int code, List<String> out, List<String> err) {

        String last() {
            return out.get(out.size() - 1);
        }
    }

    private static Ended run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new AuditCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
        return new Ended(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    private static ObjectNode ask(String facts) {
        return (ObjectNode)
                api.post("/v1/policies/sample/recommendations", facts).json();
    }

    private static Path export() {
        api.get("/v1/recommendations/" + ask("{\"facts\": {}}").path("id").stringValue() + "/proof"); // signed by then
        Path export = temporary.resolve("export" + exports++);
        Ended ended = run("export", "--data", data(), export);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.last())
                .startsWith(export + " holds ")
                .contains(" of rolecall/")
                .contains("1 policy version");
        return export;
    }

    @Test
    void exportsBesideTheServiceAndAnswersAgainWithoutIt() throws IOException {
        for (String more :
                List.of("", ", \"reference\": \"R\"", ", \"version\": 1", ", \"asOf\": \"" + Instant.now() + "\"")) {
            ask("{\"facts\": {\"thing\": {\"wanted\": true}}" + more + "}");
        }
        Path export = export();
        Path key = Files.writeString(
                temporary.resolve("key"), api.get("/v1/audit/key").text());
        Ended alone = run("verify", export);
        assertThat(alone.code()).isZero();
        assertThat(alone.out().get(0))
                .startsWith("Sound: ")
                .contains(" entries of rolecall/")
                .endsWith(", 1 policy version.");
        assertThat(alone.last()).contains("only that it agrees with itself");
        Ended ended = run("verify", "--key", key, "--since", export.resolve("checkpoint"), "--replay", export);
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .hasSize(2)
                .first()
                .asString()
                .matches("Answered again: [1-9]\\d* identical, 0 different\\.");

        // Recorded with all that belongs to it, and not what the rules say
        ObjectNode answer = ask("{\"facts\": {\"thing\": {\"wanted\": true}}}");
        String id = "0190" + answer.path("id").stringValue().substring(4);
        answer.put("id", id);
        answer.put("statement", "Whatever you like.");
        answer.remove("audit");
        record(answer, id);
        export = export();
        ended = run("verify", "--replay", export);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out().get(0))
                .startsWith("payload/000.jsonl: entry ")
                .endsWith(" (" + id + "): this Rolecall answers differently: /statement: \"Whatever you like.\" (now:"
                        + " \"X.\")");
        assertThat(ended.out())
                .anyMatch(line -> line.endsWith(" identical, 1 different."))
                .anyMatch(line -> line.startsWith("Sound, but answered differently by this version: "));
        assertThat(run("verify", export).code()).isZero();

        Engine recorded = service.getBean(Engine.class);
        assertThat(RunningEngine.engine()).isEqualTo(recorded);
        Engine newer = new Engine("9.9", "11.0");
        ExportReplay replay = new ExportReplay(export, newer);
        Verdict verdict = Verification.of(
                export, new Verification.Terms(null, null, new BundleText(), replay), (done, all) -> {});
        assertThat(verdict.verdict()).isEqualTo(Verdict.Finding.DIFFERENT);
        assertThat(verdict.faults().get(0).message())
                .startsWith("this Rolecall answers differently, which is 9.9 with Drools 11.0 and not " + recorded.app()
                        + " with Drools " + recorded.drools() + ": /statement: ");
    }

    private static void record(ObjectNode answer, String id) {
        AuditLog log = service.getBean(AuditLog.class);
        String digest = answer.at("/policy/digest").stringValue();
        Instant at = Instant.parse(answer.path("recordedAt").stringValue());
        JsonNode request = JSON.createObjectNode().set("facts", answer.path("facts"));
        Seal seal = log.seal(id, at, "sample", 1, digest, request, answer);
        ObjectNode sent = answer.deepCopy();
        sent.putObject("audit").put("leaf", seal.leafText());
        log.append(new Entry(
                id,
                "sample",
                1,
                digest,
                "RECOMMENDED",
                "X",
                null,
                at,
                List.of(),
                JSON.writeValueAsBytes(sent),
                null,
                seal));
    }

    @Test
    void saysForMachinesWhatItFound() throws IOException {
        Path export = export();
        Files.writeString(export.resolve("VERIFY.md"), "It is all fine.");
        JsonNode found = JSON.readTree(run("verify", "--json", export).last());
        assertThat(found.path("verdict").stringValue()).isEqualTo("TAMPERED");
        assertThat(found.path("size").longValue()).isGreaterThan(1);
        assertThat(found.at("/faults/0/file").stringValue()).isEqualTo("VERIFY.md");
        assertThat(found.at("/faults/0/message").stringValue()).startsWith("SHA-256: ");
        JsonNode exported = JSON.readTree(run("export", "--json", "--data", data(), temporary.resolve("other"))
                .last());
        assertThat(exported.path("entries")).isEqualTo(found.path("size"));
        assertThat(exported.path("damages").isEmpty()).isTrue();
    }

    @Test
    void endsWithTwoWhereNothingCanBeDone() throws IOException {
        List<Ended> ended = new ArrayList<>();
        Path file = Files.writeString(temporary.resolve("file"), "x");
        ended.add(run("verify", file));
        ended.add(run("verify", temporary.resolve("nowhere")));
        ended.add(run("verify", "--key", "x", temporary));
        ended.add(run("verify", "--since", file, export()));
        ended.add(run("export", "--data", temporary.resolve("nowhere"), temporary.resolve("other")));
        ended.add(run("export", "--data", data(), temporary));
        ended.add(run("export", "--url", "jdbc:mysql://localhost/rolecall", temporary.resolve("other")));
        ended.add(run("export", "--url", "jdbc:postgresql://me:secret@localhost/rolecall", temporary.resolve("other")));
        assertThat(ended).allSatisfy(one -> {
            assertThat(one.code()).isEqualTo(2);
            assertThat(one.err())
                    .singleElement()
                    .asString()
                    .contains("(expected: ")
                    .doesNotContain("Exception:");
        });
    }
}
