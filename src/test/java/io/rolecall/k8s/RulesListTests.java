package io.rolecall.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.rolecall.policy.Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The list by which the policies come into a pod names each of their files, and puts each where it was. */
class RulesListTests {

    private static final Path RULES = Path.of("rules-drl");
    private static final Path LIST = RULES.resolve("kustomization.yaml");

    @TempDir
    Path mounted;

    @Test
    void isWhatItsCommandMakes() throws Exception {
        Process command = new ProcessBuilder("sh", "k8s/list-rules")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String made = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).isZero();
        assertThat(Files.readString(LIST))
                .as("k8s/list-rules > " + LIST + " makes it anew")
                .isEqualTo(made);
    }

    @Test
    void aPodSeesThePoliciesAsTheyAre() throws Exception {
        Map<String, List<Map<String, Object>>> list = new Yaml().load(Files.readString(LIST));
        Map<String, Map<String, Path>> maps = new HashMap<>();
        for (Map<String, Object> map : list.get("configMapGenerator")) {
            Map<String, Path> keys = new HashMap<>();
            for (Object file : (List<?>) map.get("files")) {
                String[] parts = file.toString().split("=");
                assertThat(keys.put(parts[0], RULES.resolve(parts[1])))
                        .as(parts[0])
                        .isNull();
                assertThat(parts[0]).matches("[-._a-zA-Z0-9]{1,253}").doesNotStartWith("..");
            }
            maps.put((String) map.get("name"), keys);
        }
        StatefulSet patch =
                Manifests.of((String) list.get("patches").get(0).get("patch")).only(StatefulSet.class);
        for (VolumeProjection source : patch.getSpec()
                .getTemplate()
                .getSpec()
                .getVolumes()
                .get(0)
                .getProjected()
                .getSources()) {
            for (KeyToPath item : source.getConfigMap().getItems()) {
                Path target = mounted.resolve(item.getPath());
                Files.createDirectories(target.getParent());
                Files.copy(maps.get(source.getConfigMap().getName()).get(item.getKey()), target);
            }
        }
        try (var policies = Files.list(RULES)) {
            for (Path policy : policies.filter(Files::isDirectory).toList()) {
                String name = policy.getFileName().toString();
                assertThat(Bundle.read(name, mounted.resolve(name)).digest())
                        .isEqualTo(Bundle.read(name, policy).digest());
            }
        }
    }
}
