package io.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged service and its commands. {@code -Drolecall.kills=1000} for the long run. */
class RolecallJarTests {

    private static final int KILLS = Integer.getInteger("rolecall.kills", 1);
    private static final String SAMPLE = "/v1/policies/sample/recommendations";
    private static final String WANTED = "{\"facts\": {\"thing\": {\"wanted\": true}}}";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path temporary;

    private Path rules;
    private Path data;

    @BeforeEach
    void write() throws IOException {
        rules = temporary.resolve("rules");
        data = temporary.resolve("data");
        PolicyFolder.write(rules.resolve("sample"), PolicyFolder.files("sample", "wanted", "It is wanted."));
    }

    @Test
    void recommendsFromFiles() throws Exception {
        Path facts = Files.writeString(temporary.resolve("facts.json"), """
                {"models": {"status": "PROTOTYPE_ACCEPTED"}, "production": {"pathExists": false, "serving": "ONLINE"}}""");
        try (Packaged plain = Packaged.start("recommend", "rules-drl", "hiring", facts.toString());
                Packaged json = Packaged.start("recommend", "--json", "rules-drl", "hiring", facts.toString())) {
            assertThat(plain.exit()).as(plain.text()).isZero();
            assertThat(plain.out())
                    .startsWith("Hire a machine learning engineer first (ML_ENGINEER_FIRST)")
                    .contains("Scores", "Signals", "Conclusions", "Plan");
            assertThat(plain.err()).isEmpty();
            assertThat(json.exit()).isZero();
            JsonNode answer = JSON.readTree(String.join("\n", json.out()));
            assertThat(answer.path("outcome").stringValue()).isEqualTo("ML_ENGINEER_FIRST");
            assertThat(answer.path("trace")).isNotEmpty();
            assertThat(answer.has("id")).isFalse();
            assertThat(answer.has("recordedAt")).isFalse();
            assertThat(answer.has("audit")).isFalse();
        }
    }

    @Test
    void checksThePoliciesOfThisRepository() throws Exception {
        try (Packaged command = Packaged.start("check", "--strict", "rules-drl")) {
            assertThat(command.exit()).as(command.text()).isZero();
            assertThat(command.out()).singleElement().asString().startsWith("Nothing found in ");
            assertThat(command.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"facts\": {\"thing\": {\"wanted\": 1}}} | /facts/thing/wanted: 1 does not fit (expected: true or false).",
                "{\"thing\": {\"wantd\": true}} | /facts/thing/wantd: There is no field \"wantd\" (expected: wanted). Did you mean \"wanted\"?",
                "{\"facts\": } | The body is not JSON at line 1, column 11: } is not expected here."
            })
    void refusesBadFacts(String content, String error) throws Exception {
        Path facts = Files.writeString(temporary.resolve("facts.json"), content);
        try (Packaged command = Packaged.start("recommend", rules.toString(), "sample", facts.toString())) {
            assertThat(command.exit()).isEqualTo(1);
            assertThat(command.err()).containsExactly(facts + ": " + error);
            assertThat(command.out()).isEmpty();
        }
    }

    @Test
    void refusesABadPolicyWithItsPlace() throws Exception {
        Path signals = rules.resolve("sample/signals/thing.drl");
        Files.writeString(signals, Files.readString(signals).replace("wanted == true", "wantd == true"));
        Path facts = Files.writeString(temporary.resolve("facts.json"), "{}");
        try (Packaged command = Packaged.start("recommend", rules.toString(), "sample", facts.toString())) {
            assertThat(command.exit()).isEqualTo(1);
            assertThat(command.err()).first().asString().startsWith("sample/signals/thing.drl:6:12: ");
            assertThat(command.err()).contains("  Did you mean \"wanted\"?");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recommend",
                "recommend rules-drl hiring",
                "recommend rules-drl firing x.json",
                "advise",
                "serve-me"
            })
    void explainsItsUseToWhoGetsItWrong(String line) throws Exception {
        try (Packaged command = Packaged.start(line.split(" "))) {
            assertThat(command.exit()).as(command.text()).isEqualTo(2);
            assertThat(command.text()).contains("rolecall").doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void helps() throws Exception {
        try (Packaged command = Packaged.start("--help");
                Packaged version = Packaged.start("--version")) {
            assertThat(command.exit()).isZero();
            assertThat(command.text()).contains("Usage: rolecall", "serve", "recommend");
            assertThat(version.exit()).isZero();
            assertThat(version.out()).singleElement().asString().startsWith("rolecall ");
        }
    }

    @Test
    void finishesARequestUnderWayWhenItIsStopped() throws Exception {
        try (Packaged service = Packaged.serve(rules, data)) {
            Caller api = service.api();
            assertThat(api.post(SAMPLE, WANTED).status()).isEqualTo(201);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
                socket.setSoTimeout(20_000);
                byte[] request = ("POST " + SAMPLE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + WANTED.length() + "\r\n\r\n"
                                + WANTED)
                        .getBytes(StandardCharsets.US_ASCII);
                int half = request.length - 10;
                socket.getOutputStream().write(request, 0, half);
                socket.getOutputStream().flush();
                Thread.sleep(300);
                service.stop();
                Thread.sleep(500);
                socket.getOutputStream().write(request, half, request.length - half);
                InputStream in = socket.getInputStream();
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 201");
            }
            assertThat(service.exit()).isEqualTo(128 + 15);
            assertThat(service.err()).isEmpty();
            assertThat(service.out()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
        }
        assertThat(data.resolve("rolecall.db-wal")).doesNotExist();
    }

    @Test
    void saysHowToMendAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Packaged api = Packaged.serve(rules, data, "--server.port=" + taken.getLocalPort());
                Packaged management = Packaged.serve(
                        rules, temporary.resolve("more"), "--management.server.port=" + taken.getLocalPort())) {
            for (Packaged service : List.of(api, management)) {
                endsWith(
                        service,
                        "Port " + taken.getLocalPort()
                                + " is in use. Stop what listens there, or choose another port with"
                                + " --server.port (API) or --management.server.port (health and metrics).");
            }
        }
    }

    @Test
    void namesAPropertyThatDoesNotFit() throws Exception {
        try (Packaged service = Packaged.serve(rules, data, "--server.tomcat.threads.max=many")) {
            endsWith(service, "server.tomcat.threads.max is \"many\" (expected: int).");
        }
    }

    @Test
    void saysHowToMendADataFolderThatCannotBeWritten() throws Exception {
        Path below = Files.createFile(temporary.resolve("file")).resolve("data");
        try (Packaged service = Packaged.serve(rules, below)) {
            endsWith(
                    service,
                    below + "/rolecall.db cannot be written (FileSystemException: " + below
                            + ": Not a directory): set rolecall.data to a writable folder with free space");
        }
    }

    @Test
    void saysHowToMendARecordInUse() throws Exception {
        try (Packaged first = Packaged.serve(rules, data)) {
            Path lock = data.resolve("rolecall.db.lock");
            Packaged.await(() -> lock.toFile().length() > 0);
            try (Packaged second = Packaged.serve(rules, data)) {
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.err())
                        .singleElement()
                        .asString()
                        .startsWith(data + "/rolecall.db is in use by process ")
                        .endsWith(": stop that process, or set rolecall.data to another folder");
            }
        }
    }

    private static void endsWith(Packaged service, String line) throws InterruptedException {
        assertThat(service.exit()).as(service.text()).isEqualTo(1);
        assertThat(service.err()).containsExactly(line);
        assertThat(service.out()).allMatch(other -> other.contains(" INFO "));
    }

    @Test
    void runsWithoutAPolicyUntilOneAppears() throws Exception {
        Path absent = temporary.resolve("absent");
        try (Packaged service = Packaged.serve(absent, data)) {
            Caller api = service.api();
            assertThat(service.management().get("/actuator/health/readiness").status())
                    .isEqualTo(503);
            assertThat(service.management().get("/actuator/health/liveness").status())
                    .isEqualTo(200);
            Caller.Reply reply = api.post(SAMPLE, WANTED);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.json().path("type").stringValue()).isEqualTo("urn:rolecall:problem:no-policy");
            assertThat(service.out().stream().filter(line -> !line.contains(" INFO ")))
                    .singleElement()
                    .asString()
                    .contains(" ERROR ", "No policy to serve: " + absent, "Set rolecall.rules");
            Files.move(rules, absent);
            Packaged.await(() -> api.post(SAMPLE, WANTED).status() == 201);
            assertThat(service.management().get("/actuator/health/readiness").status())
                    .isEqualTo(200);
            assertThat(service.err()).isEmpty();
        }
    }

    @Test
    void answersNothingThatItCannotRecord() throws Exception {
        String full = "--rolecall.audit.min-free-disk=1000TB";
        String id;
        try (Packaged service = Packaged.serve(rules, data)) {
            id = service.api().post(SAMPLE, WANTED).header("Location");
        }
        PolicyFolder.write(rules.resolve("other"), PolicyFolder.files("other", "wanted", "It is wanted."));
        try (Packaged service = Packaged.serve(rules, data, full)) {
            Caller api = service.api();
            Caller.Reply reply = api.post(SAMPLE, WANTED);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(reply.json().path("type").stringValue()).isEqualTo("urn:rolecall:problem:not-recorded");
            assertThat(reply.json().path("detail").stringValue())
                    .isEqualTo("The record does not accept at the moment, and what is not recorded is not done;"
                            + " ask again later.");
            assertThat(api.get(id).status()).isEqualTo(200);
            assertThat(api.get("/v1/recommendations").json().path("items")).hasSize(1);
            assertThat(service.management().get("/actuator/health/readiness").status())
                    .isEqualTo(503);
            Thread.sleep(1_500);
            assertThat(service.out().stream().filter(line -> line.contains(" WARN ")))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("Policy other stays as it is until its new version can be recorded."),
                            line -> assertThat(line)
                                    .contains("not ready: the record does not accept: the disk is nearly full"));
        }
    }

    @Test
    void losesNoAnsweredRecommendationWhenItIsKilled() throws Exception {
        Map<String, byte[]> answered = new ConcurrentHashMap<>();
        Random random = new Random(11);
        for (int kill = 0; kill < KILLS; kill++) {
            try (Packaged service = Packaged.serve(rules, data)) {
                Caller api = service.api();
                find(answered, api);
                int before = answered.size();
                var threads = Executors.newFixedThreadPool(8);
                for (int i = 0; i < 8; i++) {
                    threads.submit(() -> post(api, answered));
                }
                while (answered.size() <= before + 8) {
                    Thread.sleep(20);
                }
                Thread.sleep(random.nextInt(900));
                service.kill();
                threads.shutdown();
                assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
                assertThat(answered.size()).isGreaterThan(before + 8);
            }
            assertThat(data.resolve("rolecall.db-wal")).isNotEmptyFile();
        }
        try (Packaged service = Packaged.serve(rules, data)) {
            find(answered, service.api());
            service.stop();
            service.exit();
        }
        System.out.printf("%d kills, %,d answered recommendations found%n", KILLS, answered.size());
    }

    /** Until the service is gone. */
    private static void post(Caller api, Map<String, byte[]> answered) {
        while (true) {
            Caller.Reply reply = api.post(SAMPLE, WANTED);
            if (reply.status() == 201) {
                answered.put(reply.header("Location"), reply.bytes());
            }
        }
    }

    private static void find(Map<String, byte[]> answered, Caller api) {
        answered.forEach((location, bytes) ->
                assertThat(api.get(location).bytes()).as(location).isEqualTo(bytes));
    }
}
