package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One policy's folder, and all that was found in it: what the server finds, and what the policy does otherwise than its
 * scenarios say.
 *
 * @param policy null where a finding made before any scenario ran is an error
 */
record Inspection(Bundle bundle, @Nullable Policy policy, List<Finding> findings) {

    /** @throws IOException where the folder cannot be read; too much in it is a finding */
    static Inspection of(String name, Path folder) throws IOException {
        Bundle bundle;
        try {
            bundle = Bundle.read(name, folder);
        } catch (Bundle.Unfit e) {
            String message = String.valueOf(e.getMessage());
            Span at = new Span(Policy.FILE, 1, 1, 1);
            return new Inspection(
                    Bundle.of(name, new TreeMap<>()),
                    null,
                    List.of(Finding.of(
                            e instanceof Bundle.TooLarge ? Code.FOLDER_TOO_LARGE : Code.UNREADABLE,
                            at,
                            null,
                            message,
                            "Keep only the policy's own files in it.")));
        }
        return of(bundle);
    }

    static Inspection of(Bundle bundle) {
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        List<Finding> findings = new ArrayList<>(reading.findings());
        Policy policy = reading.policy();
        if (policy != null) {
            policy.samples().forEach(scenario -> failures(scenario, policy, findings));
            if (findings.stream().noneMatch(finding -> finding.code() == Code.SCENARIO_FAILED)) {
                findings.addAll(ScenarioCoverage.of(policy).findings()); // else what is unshown may follow from that
            }
        }
        return new Inspection(bundle, policy, List.copyOf(findings));
    }

    private static void failures(Scenario scenario, Policy policy, List<Finding> findings) {
        for (String failure : scenario.failures(policy.base())) {
            findings.add(Finding.of(
                    Code.SCENARIO_FAILED, scenario.at(), null, "\"" + scenario.name() + "\": " + failure, null));
        }
    }

    long errors() {
        return findings.stream().filter(Finding::isError).count();
    }

    long warnings() {
        return findings.size() - errors();
    }

    int rules() {
        return policy == null ? 0 : policy.base().rulebook().rules().size();
    }

    /** The text in which a finding was made; empty where the file is missing. */
    String text(Finding finding) {
        byte[] content = bundle.files().get(finding.file());
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }
}
