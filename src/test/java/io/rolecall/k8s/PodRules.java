package io.rolecall.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of the Pod Security Standard <i>restricted</i> that a pod breaks, by the names of the standard, and ours besides: a root
 * file system that cannot be written, no token, a user of its own.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">the standard</a>
 */
record PodRules(PodSpec pod) {

    List<String> broken() {
        List<String> broken = new ArrayList<>();
        check(broken, "Host Namespaces", !on(pod.getHostNetwork()) && !on(pod.getHostPID()) && !on(pod.getHostIPC()));
        check(broken, "Volume Types", pod.getVolumes().stream().allMatch(PodRules::isAllowed));
        check(broken, "Token", Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()));
        check(broken, "Running as Non-root", on(pod.getSecurityContext().getRunAsNonRoot()));
        check(
                broken,
                "Running as Non-root user",
                pod.getSecurityContext().getRunAsUser() != null
                        && pod.getSecurityContext().getRunAsUser() > 0);
        check(
                broken,
                "Seccomp",
                pod.getSecurityContext().getSeccompProfile() != null
                        && List.of("RuntimeDefault", "Localhost")
                                .contains(pod.getSecurityContext()
                                        .getSeccompProfile()
                                        .getType()));
        check(broken, "Sysctls", pod.getSecurityContext().getSysctls().isEmpty());
        List<Container> containers = new ArrayList<>(pod.getContainers());
        containers.addAll(pod.getInitContainers());
        for (Container container : containers) {
            check(container, broken);
        }
        return broken;
    }

    private static void check(Container container, List<String> broken) {
        SecurityContext context = container.getSecurityContext();
        check(broken, "Privileged Containers", !on(context.getPrivileged()));
        check(broken, "Privilege Escalation", Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()));
        check(broken, "Read-only Root", on(context.getReadOnlyRootFilesystem()));
        check(
                broken,
                "Capabilities",
                context.getCapabilities() != null
                        && context.getCapabilities().getDrop().equals(List.of("ALL"))
                        && context.getCapabilities().getAdd().isEmpty());
        check(
                broken,
                "Running as Non-root of " + container.getName(),
                !Boolean.FALSE.equals(context.getRunAsNonRoot()));
        check(broken, "Host Ports", container.getPorts().stream().allMatch(port -> port.getHostPort() == null));
        check(broken, "Memory", container.getResources().getLimits().containsKey("memory"));
    }

    private static boolean isAllowed(Volume volume) {
        return volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getProjected() != null
                || volume.getEmptyDir() != null
                || volume.getPersistentVolumeClaim() != null;
    }

    private static boolean on(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static void check(List<String> broken, String rule, boolean holds) {
        if (!holds) {
            broken.add(rule);
        }
    }
}
