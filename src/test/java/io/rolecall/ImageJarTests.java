package io.rolecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image without its base, which no registry is needed for: what it says of itself, what is in it, and that it serves. */
class ImageJarTests {

    private static final Path IMAGE = Path.of("target/image-without-base.tar").toAbsolutePath();
    private static final String USER = "65532";

    @TempDir
    static Path folder;

    private static JsonNode config;

    /** What is in each, with owners and times. */
    private static final List<List<String>> layers = new ArrayList<>();

    @BeforeAll
    static void unpack() throws Exception {
        run("tar", "-xf", IMAGE.toString(), "-C", folder.toString());
        JsonNode manifest = json("manifest.json").get(0);
        config = json(manifest.path("Config").stringValue());
        for (JsonNode layer : manifest.path("Layers")) {
            layers.add(unpacked(folder.resolve(layer.stringValue())));
        }
    }

    @Test
    void saysWhoRunsWhatOnWhichPorts() {
        JsonNode container = config.path("config");
        assertThat(container.path("User").stringValue()).isEqualTo(USER + ":" + USER);
        assertThat(strings(container.path("Entrypoint")))
                .startsWith("java")
                .endsWith("-cp", "@/app/jib-classpath-file", "io.rolecall.Rolecall")
                .contains("-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError");
        assertThat(container.path("ExposedPorts").propertyNames()).containsExactlyInAnyOrder("8080/tcp", "8081/tcp");
        assertThat(container.path("Env")).isEmpty();
        assertThat(container.at("/Labels/org.opencontainers.image.title").stringValue())
                .isEqualTo("Rolecall");
        assertThat(container.path("Labels").propertyNames())
                .allMatch(label -> label.startsWith("org.opencontainers.image."))
                .contains(
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.licenses",
                        "org.opencontainers.image.base.name");
    }

    @Test
    void whatChangesSeldomLiesBelow() {
        List<String> below = strings(config.path("history"), "comment");
        assertThat(below).containsExactly("dependencies", "resources", "classes", "jvm arg files");
        List<String> libraries = layers.get(0);
        assertThat(libraries)
                .anyMatch(file -> file.contains("sqlite-jdbc"))
                .noneMatch(file -> file.contains("junit") || file.contains("assertj") || file.contains("fabric8"));
        assertThat(layers.get(1)).anyMatch(file -> file.endsWith("app/resources/application.yaml"));
        assertThat(layers.get(2))
                .anyMatch(file -> file.endsWith("app/classes/io/rolecall/Rolecall.class"))
                .noneMatch(file -> file.contains("Tests"));
    }

    @Test
    void theSameContentIsTheSameImage() {
        assertThat(config.path("created").stringValue()).isEqualTo("1970-01-01T00:00:00Z");
        for (List<String> layer : layers) {
            assertThat(layer).allMatch(file -> file.matches("[-drwx]{10} 0/0 .* 1970-01-01 00:00:0[01] .*"));
        }
    }

    @Test
    void servesAsAUserWithoutRightsInARootThatCannotBeWritten() throws Exception {
        Assumptions.assumeTrue(isAllowed(), "No namespaces may be made here, so the image was not run");
        try (Packaged service = Packaged.start(pod())) {
            Caller api = service.api();
            Reply ready = service.management().get("/actuator/health/readiness");
            assertThat(ready.status()).as(service.text()).isEqualTo(200);
            Reply advice = api.hiring("{\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}}");
            assertThat(advice.status()).as(advice.text()).isEqualTo(201);
            assertThat(api.get("/").text()).contains("<title>");
            assertThat(api.get("/webjars/htmx.org/dist/htmx.min.js").status()).isEqualTo(200);
            service.stop();
            assertThat(service.exit()).as(service.text()).isEqualTo(128 + 15);
            assertThat(service.out()).noneMatch(line -> line.contains("\"WARN\"") || line.contains("\"ERROR\""));
        }
        assertThat(Files.getAttribute(folder.resolve("data/rolecall.db"), "unix:uid"))
                .isEqualTo(Integer.parseInt(USER));
    }

    /** With the entry point that the image has, and the settings that the pod has. */
    private static ProcessBuilder pod() throws Exception {
        String java = System.getProperty("java.home");
        run("chmod", "755", folder.toString());
        run("cp", "-r", "rules-drl", folder.resolve("rules").toString());
        Files.createDirectories(folder.resolve("data"));
        Path key = Files.createDirectories(folder.resolve("key")).resolve("audit.key");
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--r-----"));
        run("chgrp", "-R", USER, folder.resolve("key").toString());
        run("chown", USER, folder.resolve("data").toString());
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                Path.of("src/test/resources/io/rolecall/in-the-image.sh").toString(),
                folder.toString(),
                java));
        command.addAll(strings(config.at("/config/Entrypoint")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(settings("base"));
        builder.environment().putAll(settings("overlays/single"));
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        java + "/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "JAVA_TOOL_OPTIONS",
                        "-XX:TieredStopAtLevel=1",
                        "SERVER_PORT",
                        "0",
                        "MANAGEMENT_SERVER_PORT",
                        "0"));
        return builder;
    }

    private static Map<String, String> settings(String kustomization) throws IOException {
        Map<String, List<Map<String, Object>>> file =
                new Yaml().load(Files.readString(Path.of("k8s", kustomization, "kustomization.yaml")));
        Map<String, String> settings = new java.util.HashMap<>();
        for (Object literal : (List<?>) file.get("configMapGenerator").get(0).get("literals")) {
            String[] parts = literal.toString().split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        return settings;
    }

    private static boolean isAllowed() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--mount", "setpriv", "--reuid", USER, "--clear-groups", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> unpacked(Path layer) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "env", "TZ=UTC", "tar", "--warning=no-unknown-keyword", "--full-time", "--numeric-owner", "-xvvzf"));
        command.addAll(List.of(layer.toString(), "-C", folder.toString()));
        return run(command.toArray(String[]::new)).lines().toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
        return said;
    }

    private static JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(file)));
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    private static List<String> strings(JsonNode array, String member) {
        return array.valueStream().map(item -> item.path(member).stringValue()).toList();
    }
}
