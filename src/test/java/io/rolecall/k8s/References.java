package io.rolecall.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one object of a set says of another that is not so. */
final class References {

    private final Manifests manifests;
    private final Map<String, List<String>> secrets;
    private final List<String> broken = new ArrayList<>();

    /** @param secrets keys by name, of those that are made by hand */
    References(Manifests manifests, Map<String, List<String>> secrets) {
        this.manifests = manifests;
        this.secrets = secrets;
    }

    List<String> broken() {
        StatefulSet workload = manifests.only(StatefulSet.class);
        PodSpec pod = workload.getSpec().getTemplate().getSpec();
        Map<String, String> labels =
                workload.getSpec().getTemplate().getMetadata().getLabels();
        check(labels, workload.getSpec().getSelector().getMatchLabels(), "the StatefulSet");
        exists(Service.class, workload.getSpec().getServiceName());
        volumes(pod, workload);
        Container container = pod.getContainers().get(0);
        List<String> ports =
                container.getPorts().stream().map(ContainerPort::getName).toList();
        Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                .map(Probe::getHttpGet)
                .forEach(probe -> port(ports, probe.getPort(), probe.getPath()));
        container.getEnvFrom().forEach(this::source);
        container.getEnv().forEach(this::variable);
        for (Service service : manifests.all(Service.class)) {
            check(labels, service.getSpec().getSelector(), service.getMetadata().getName());
            for (ServicePort port : service.getSpec().getPorts()) {
                port(ports, port.getTargetPort(), service.getMetadata().getName());
            }
        }
        for (NetworkPolicy policy : manifests.all(NetworkPolicy.class)) {
            check(
                    labels,
                    policy.getSpec().getPodSelector().getMatchLabels(),
                    policy.getMetadata().getName());
            policy.getSpec().getIngress().stream()
                    .map(NetworkPolicyIngressRule::getPorts)
                    .flatMap(List::stream)
                    .map(NetworkPolicyPort::getPort)
                    .forEach(port -> port(ports, port, policy.getMetadata().getName()));
        }
        return broken;
    }

    private void volumes(PodSpec pod, StatefulSet workload) {
        List<String> volumes =
                new ArrayList<>(pod.getVolumes().stream().map(Volume::getName).toList());
        workload.getSpec()
                .getVolumeClaimTemplates()
                .forEach(claim -> volumes.add(claim.getMetadata().getName()));
        List<String> mounted = pod.getContainers().get(0).getVolumeMounts().stream()
                .map(VolumeMount::getName)
                .toList();
        if (!volumes.containsAll(mounted) || !mounted.containsAll(volumes)) {
            broken.add("mounted " + mounted + ", but there are " + volumes);
        }
        for (Volume volume : pod.getVolumes()) {
            if (volume.getSecret() != null) {
                secret(volume.getSecret().getSecretName(), null);
            }
            if (volume.getProjected() != null) {
                for (VolumeProjection source : volume.getProjected().getSources()) {
                    for (KeyToPath item : source.getConfigMap().getItems()) {
                        key(source.getConfigMap().getName(), item.getKey());
                    }
                }
            }
        }
    }

    private void source(EnvFromSource source) {
        exists(ConfigMap.class, source.getConfigMapRef().getName());
    }

    private void variable(EnvVar variable) {
        secret(
                variable.getValueFrom().getSecretKeyRef().getName(),
                variable.getValueFrom().getSecretKeyRef().getKey());
    }

    private void secret(String name, String key) {
        List<String> keys = secrets.get(name);
        if (keys == null || key != null && !keys.contains(key)) {
            broken.add("Secret " + name + " with " + key + " (expected: one of " + secrets + ")");
        }
    }

    private void key(String configMap, String key) {
        exists(ConfigMap.class, configMap);
        if (manifests.all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals(configMap))
                .noneMatch(map -> map.getData().containsKey(key))) {
            broken.add(configMap + " has no " + key);
        }
    }

    private <T extends HasMetadata> void exists(Class<T> type, String name) {
        if (manifests.all(type).stream()
                .noneMatch(object -> object.getMetadata().getName().equals(name))) {
            broken.add("There is no " + type.getSimpleName() + " " + name);
        }
    }

    private void port(List<String> ports, IntOrString port, String where) {
        if (!ports.contains(port.getStrVal())) {
            broken.add(where + " names the port " + port.getValue() + " (expected: one of " + ports + ")");
        }
    }

    private void check(Map<String, String> labels, Map<String, String> selector, String where) {
        if (selector != null && !labels.entrySet().containsAll(selector.entrySet())) {
            broken.add(where + " selects " + selector + ", but the pods are " + labels);
        }
    }
}
