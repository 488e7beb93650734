package io.rolecall.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;

/** The manifests, without a cluster: each by itself always, and put together where {@code kubectl} is found. */
class ManifestTests {

    private static final Pattern SECRET = Pattern.compile("create secret generic (\\S+)((?:\\s|\\\\|--from-\\S+)+)");
    private static final Pattern KEY = Pattern.compile("--from-(?:file|literal)=([^=\\s]+)=");

    /** What an API server takes in one object. */
    private static final int MOST_BYTES = 1024 * 1024;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Manifests.FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFieldIsOne(Path file) throws IOException {
        assertThat(Manifests.of(Files.readString(file)).objects()).isNotEmpty();
    }

    @Test
    void aFieldThatIsNoneIsRefused() throws IOException {
        String workload = Files.readString(Path.of("k8s/base/workload.yaml"));
        assertThatThrownBy(() -> Manifests.of(workload.replace("readOnlyRootFilesystem", "readOnlyRootFileSystem")))
                .hasMessageContaining("readOnlyRootFileSystem");
        assertThatThrownBy(() -> Manifests.of(workload.replace("periodSeconds: 2", "periodSeconds: often")))
                .hasMessageContaining("often");
    }

    @Test
    void thePodIsRestricted() throws IOException {
        assertThat(new PodRules(pod(Manifests.read("base/workload.yaml"))).broken())
                .isEmpty();
        assertThat(Manifests.read("base/namespace.yaml")
                        .only(Namespace.class)
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        PodSpec open = pod(Manifests.of(Files.readString(Path.of("k8s/base/workload.yaml"))
                .replace("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false")
                .replace("drop: [ALL]", "add: [NET_ADMIN]")
                .replace("runAsNonRoot: true", "runAsNonRoot: false")));
        assertThat(new PodRules(open).broken())
                .containsExactly("Running as Non-root", "Read-only Root", "Capabilities");
    }

    @Test
    void thePodHasTimeToFinish() throws IOException {
        PodSpec pod = pod(Manifests.read("base/workload.yaml"));
        Map<String, Map<String, Map<String, String>>> properties =
                new Yaml().load(Files.readString(Path.of("src/main/resources/application.yaml")));
        long requests = DurationStyle.detectAndParse(
                        properties.get("spring").get("lifecycle").get("timeout-per-shutdown-phase"))
                .toSeconds();
        long unconfirmed = 15; // see 0009-postgresql.md
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThan(
                        container(pod).getLifecycle().getPreStop().getSleep().getSeconds() + requests + unconfirmed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "replicated"})
    void everyReferenceResolves(String overlay) throws Exception {
        Manifests manifests = Manifests.rendered("overlays/" + overlay);
        assertThat(new References(manifests, secrets()).broken()).isEmpty();
        assertThat(new PodRules(pod(manifests)).broken()).isEmpty();
        assertThat(manifests.objects())
                .filteredOn(object -> !(object instanceof Namespace))
                .allMatch(object -> "rolecall".equals(object.getMetadata().getNamespace()));
        for (ConfigMap map : manifests.all(ConfigMap.class)) {
            assertThat(map.getData().entrySet().stream()
                            .mapToInt(entry ->
                                    entry.getKey().length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length)
                            .sum())
                    .as(map.getMetadata().getName())
                    .isLessThan(MOST_BYTES);
        }
        assertThat(manifests.named(NetworkPolicy.class, "deny").getSpec())
                .matches(spec -> spec.getPodSelector().getMatchLabels().isEmpty())
                .matches(spec -> spec.getIngress().isEmpty() && spec.getEgress().isEmpty())
                .matches(spec -> spec.getPolicyTypes().equals(List.of("Ingress", "Egress")));
    }

    @Test
    void oneProcessAloneHasTheFile() throws Exception {
        Manifests manifests = Manifests.rendered("overlays/single");
        assertThat(manifests.only(StatefulSet.class).getSpec().getReplicas()).isEqualTo(1);
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).isEmpty();
        assertThat(settings(manifests))
                .containsEntry("ROLECALL_RULES_MODE", "watch")
                .doesNotContainKey("SPRING_DATASOURCE_URL");
    }

    @Test
    void theAutoscalerAloneSaysHowManyReplicasThereAre() throws Exception {
        Manifests manifests = Manifests.rendered("overlays/replicated");
        StatefulSet workload = manifests.only(StatefulSet.class);
        HorizontalPodAutoscaler autoscaler = manifests.only(HorizontalPodAutoscaler.class);
        assertThat(workload.getSpec().getReplicas()).isNull();
        assertThat(autoscaler.getSpec().getScaleTargetRef())
                .matches(target -> target.getKind().equals(workload.getKind())
                        && target.getName().equals(workload.getMetadata().getName()));
        assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThan(1);
        assertThat(manifests
                        .only(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(workload.getSpec().getSelector().getMatchLabels());
        assertThat(settings(manifests))
                .containsEntry("ROLECALL_RULES_MODE", "seed")
                .hasEntrySatisfying(
                        "SPRING_DATASOURCE_URL", url -> assertThat(url).startsWith("jdbc:postgresql://"));
    }

    @Test
    void prometheusFindsThePods() throws Exception {
        ServiceMonitor monitor =
                Manifests.read("monitoring/service-monitor.yaml").only(ServiceMonitor.class);
        List<Service> services = Manifests.read("base/services.yaml").all(Service.class).stream()
                .filter(service -> service.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(
                                monitor.getSpec().getSelector().getMatchLabels().entrySet()))
                .toList();
        assertThat(services).hasSize(1);
        assertThat(services.get(0).getSpec().getPorts())
                .extracting(ServicePort::getName)
                .containsExactly(monitor.getSpec().getEndpoints().get(0).getPort());
        assertThat(services.get(0).getMetadata().getLabels())
                .containsEntry(monitor.getSpec().getJobLabel(), "rolecall");
        assertThat(Manifests.rendered("monitoring").objects()).hasSize(3);
    }

    private static Map<String, String> settings(Manifests manifests) {
        return manifests.all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().startsWith("rolecall-settings-"))
                .findFirst()
                .orElseThrow()
                .getData();
    }

    /** Those that the page for operators says how to make, by name. */
    private static Map<String, List<String>> secrets() throws IOException {
        Map<String, List<String>> secrets = new TreeMap<>();
        SECRET.matcher(Files.readString(Path.of("k8s/README.md"))).results().forEach(secret -> {
            List<String> keys = secrets.computeIfAbsent(secret.group(1), name -> new ArrayList<>());
            KEY.matcher(secret.group(2)).results().forEach(key -> keys.add(key.group(1)));
        });
        return secrets;
    }

    private static PodSpec pod(Manifests manifests) {
        return manifests.only(StatefulSet.class).getSpec().getTemplate().getSpec();
    }

    private static Container container(PodSpec pod) {
        return pod.getContainers().get(0);
    }
}
