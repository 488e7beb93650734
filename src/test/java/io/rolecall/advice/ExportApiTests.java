package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.CommandRun;
import io.rolecall.StartedService;
import io.rolecall.audit.Postgres;
import io.rolecall.serving.PolicyFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is fetched as one file, which is checked once it is unpacked. */
class ExportApiTests {

    private static final String EXPORT = "/v1/audit/export";

    @TempDir
    Path folder;

    private StartedService service(String... more) throws IOException {
        PolicyFolder.write(folder.resolve("rules").resolve("sample"), PolicyFolder.files("sample", "wanted", "First."));
        String[] properties = Arrays.copyOf(more, more.length + 2);
        properties[more.length] = "rolecall.rules=" + folder.resolve("rules");
        properties[more.length + 1] = "rolecall.data=" + data();
        return StartedService.with(properties);
    }

    /** So many recommendations, several at a time but for the last, and a checkpoint over them. */
    private static void fill(Caller api, int count) {
        IntStream.range(1, count).parallel().forEach(i -> record(api, i));
        String last = record(api, count).header("Location");
        assertThat(api.get(last + "/proof").status()).isEqualTo(200);
    }

    private static Reply record(Caller api, int number) {
        return api.post(
                "/v1/policies/sample/recommendations",
                "{\"facts\": {\"thing\": {\"wanted\": true}}, \"reference\": \"R" + number + "\"}");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path unpacked(byte[] zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path path = folder.resolve("fetched").resolve(entry.getName());
                Files.createDirectories(path.getParent());
                Files.write(path, in.readAllBytes());
            }
        }
        return folder.resolve("fetched").resolve("audit-export");
    }

    @Test
    void isTheCommandsExportAndBrokenOffWhereDamageIsFoundOnTheWay() throws Exception {
        try (StartedService service = service()) {
            Caller api = service.api();
            fill(api, 300);
            byte[] whole = isTheCommandsExport(api);
            damage("jdbc:sqlite:" + data().resolve("rolecall.db"), "DROP TRIGGER recommendation_stays", "zeroblob(32)");
            assertThatThrownBy(() -> api.get(EXPORT)).isInstanceOf(UncheckedIOException.class);
            byte[] part = fetched(api.port());
            assertThat(part.length).isBetween(8_000, whole.length - 1);
            assertThat(new String(part, StandardCharsets.ISO_8859_1))
                    .contains("audit-export/tile/entries/000", "audit-export/payload/000")
                    .doesNotContain("PK\005\006", "audit-export/checkpoint", "urn:rolecall:problem");
        }
    }

    @Test
    void isTheCommandsExportOfPostgresToo() throws Exception {
        String url = Postgres.shared().database();
        try (StartedService service = service("spring.datasource.url=" + url)) {
            Caller api = service.api();
            fill(api, 3);
            isTheCommandsExport(api, "--url", url);
            isFetchedByOneAtATime(api, url);
            damage(url, "SET session_replication_role = replica", "'\\x" + "00".repeat(32) + "'");
            BadRequestTests.problem(api.get(EXPORT), 500, "record-damaged"); // nothing was sent yet, so it can be said
        }
    }

    /** And it verifies. */
    private byte[] isTheCommandsExport(Caller api, String... where) throws IOException {
        Reply reply = api.get(EXPORT);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/zip");
        assertThat(reply.header("Content-Disposition")).isEqualTo("attachment; filename=\"audit-export.zip\"");
        Path fetched = unpacked(reply.bytes());
        Path key = Files.writeString(
                folder.resolve("key"), api.get("/v1/audit/key").text());
        CommandRun verified =
                CommandRun.of(new VerifyCommand(), "--key", key.toString(), "--replay", fetched.toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("Sound: ");
        Path written = folder.resolve("written");
        List<String> arguments = new ArrayList<>(List.of(where));
        arguments.addAll(List.of("--data", data().toString(), written.toString()));
        CommandRun exported = CommandRun.of(new ExportCommand(), arguments.toArray(String[]::new));
        assertThat(exported.exit()).as(exported.err()).isZero();
        assertThat(files(fetched)).isEqualTo(files(written)).containsKeys("checkpoint", "VERIFY.md", "key");
        return reply.bytes();
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static void isFetchedByOneAtATime(Caller api, String url) throws Exception {
        CompletableFuture<Reply> one;
        CompletableFuture<Reply> other;
        try (Connection lock = DriverManager.getConnection(url)) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE policy_version"); // an export comes to it and waits
            one = CompletableFuture.supplyAsync(() -> api.get(EXPORT));
            other = CompletableFuture.supplyAsync(() -> api.get(EXPORT));
            Reply refused = (Reply) CompletableFuture.anyOf(one, other).get(20, TimeUnit.SECONDS);
            BadRequestTests.problem(refused, 429, "too-many-exports");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
        assertThat(List.of(
                        one.get(20, TimeUnit.SECONDS).status(),
                        other.get(20, TimeUnit.SECONDS).status()))
                .containsExactlyInAnyOrder(200, 429);
        assertThat(api.get(EXPORT).status()).isEqualTo(200);
    }

    /** Of the newest recommendation. */
    private static void damage(String url, String unguarded, String salts) throws Exception {
        try (Connection database = DriverManager.getConnection(url)) {
            database.createStatement().execute(unguarded);
            database.createStatement()
                    .execute("UPDATE recommendation SET salts = " + salts
                            + " WHERE position = (SELECT max(position) FROM recommendation)");
        }
    }

    /** All that comes over the connection until it ends. */
    private static byte[] fetched(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET " + EXPORT + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes();
        }
    }
}
