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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed after it recorded answers that nobody has read: a retry with the same key gets each of them. */
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
        PolicyFolder.write(rules.resolve("sample"), PolicyFolder.files("sample", "wanted", "It is wanted."));
        List<String> keys =
                IntStream.range(0, REQUESTS).mapToObj(i -> "key-" + i).toList();
        int committed;
        List<Socket> unread = new ArrayList<>();
        try (Packaged service = Packaged.serve(rules, data)) {
            int port = service.api().port();
            for (String key : keys) {
                unread.add(asked(port, key));
            }
            Packaged.await(() -> recorded(data) >= REQUESTS / 2);
            service.kill();
            committed = recorded(data);
        } finally {
            for (Socket socket : unread) {
                socket.close();
            }
        }
        try (Packaged service = Packaged.serve(rules, data)) {
            int replayed = 0;
            for (String key : keys) {
                Caller.Reply retried = service.api().post(SAMPLE, WANTED, "Idempotency-Key", key);
                assertThat(retried.status()).as(retried.text()).isEqualTo(201);
                replayed += retried.header("Idempotency-Replayed").equals("true") ? 1 : 0;
                assertThat(service.api()
                                .post(SAMPLE, WANTED, "Idempotency-Key", key)
                                .bytes())
                        .isEqualTo(retried.bytes());
                assertThat(service.api().get(retried.header("Location")).bytes())
                        .isEqualTo(retried.bytes());
            }
            assertThat(replayed).isEqualTo(committed).isGreaterThanOrEqualTo(REQUESTS / 2);
            assertThat(recorded(data)).isEqualTo(REQUESTS);
        }
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
