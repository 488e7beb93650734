package io.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that is killed after it recorded answers that nobody has read: a retry with the same key gets each of them, and the
 * log of both is exported and found to be sound, by the service's own code and by the verifier in the export.
 */
class RetryJarTests {

    private static final String SAMPLE = "/v1/policies/sample/recommendations";
    private static final String WANTED = "{\"facts\": {\"thing\": {\"wanted\": true}}}";
    private static final int REQUESTS = 40;

    @TempDir
    Path temporary;

    @Test
    void givesTheAnswerThatWasRecordedBeforeItWasKilled() throws Exception {
        Path rules = temporary.resolve("rules");
        Path data = temporary.resolve("data");
        Path signing = temporary.resolve("signing.key");
        String key = "--rolecall.audit.key=" + signing;
        PolicyFolder.write(rules.resolve("sample"), PolicyFolder.files("sample", "wanted", "It is wanted."));
        List<String> keys =
                IntStream.range(0, REQUESTS).mapToObj(i -> "key-" + i).toList();
        int committed;
        List<Socket> unread = new ArrayList<>();
        try (Packaged service = Packaged.serve(rules, data, key)) {
            int port = service.api().port();
            for (String each : keys) {
                unread.add(asked(port, each));
            }
            Packaged.await(() -> recorded(data) >= REQUESTS / 2);
            service.kill();
            committed = recorded(data);
        } finally {
            for (Socket socket : unread) {
                socket.close();
            }
        }
        try (Packaged service = Packaged.serve(rules, data, key)) {
            int replayed = 0;
            for (String each : keys) {
                Caller.Reply retried = service.api().post(SAMPLE, WANTED, "Idempotency-Key", each);
                assertThat(retried.status()).as(retried.text()).isEqualTo(201);
                replayed += retried.header("Idempotency-Replayed").equals("true") ? 1 : 0;
                assertThat(service.api()
                                .post(SAMPLE, WANTED, "Idempotency-Key", each)
                                .bytes())
                        .isEqualTo(retried.bytes());
                assertThat(service.api().get(retried.header("Location")).bytes())
                        .isEqualTo(retried.bytes());
            }
            assertThat(replayed).isEqualTo(committed).isGreaterThanOrEqualTo(REQUESTS / 2);
            assertThat(recorded(data)).isEqualTo(REQUESTS);
            service.stop();
            service.exit();
        }
        isSound(data, signing);
    }

    private void isSound(Path data, Path signing) throws Exception {
        Path export = temporary.resolve("export");
        Map<String, String> environment =
                Map.of("ROLECALL_DATA", data.toString(), "ROLECALL_AUDIT_KEY", signing.toString());
        try (Packaged command = Packaged.start(environment, "audit", "export", export.toString())) {
            assertThat(command.exit()).as(command.text()).isZero();
            assertThat(command.out())
                    .singleElement()
                    .asString()
                    .startsWith(export + " holds ")
                    .contains(REQUESTS + " payloads");
        }
        Process second = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "Verify.java",
                        ".")
                .directory(export.toFile())
                .redirectErrorStream(true)
                .start();
        String key = export.resolve("key").toString();
        try (Packaged command = Packaged.start("audit", "verify", "--replay", "--key", key, export.toString())) {
            assertThat(command.exit()).as(command.text()).isZero();
            assertThat(command.out())
                    .hasSize(2)
                    .first()
                    .isEqualTo("Answered again: " + REQUESTS + " identical, 0 different.");
            assertThat(command.out().get(1)).startsWith("Sound: ");
        }
        String text = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor()).as(text).isZero();
        assertThat(text).startsWith("Sound: ").contains(REQUESTS + " payloads");
    }

    /** Sends a request and leaves its answer alone. */
    private static Socket asked(int port, String key) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("POST " + SAMPLE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Idempotency-Key: " + key + "\r\nContent-Length: " + WANTED.length() + "\r\n\r\n"
                                + WANTED)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int recorded(Path data) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("rolecall.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM recommendation")) {
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
