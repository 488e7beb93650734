package io.rolecall.serving;

import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.RulePart;
import io.rolecall.policy.Edit;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which version last changed each rule. It is worked out when a version is made, and kept with it. */
@Component
public class RuleOrigins {

    /** In what is kept, the version itself: it has no number yet when this is worked out. */
    private static final int ITSELF = 0;

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int KEPT = 64;

    private final PolicyVersions versions;
    private final PastPolicies policies;
    private final Turns turns;

    /** What had to be worked out, because it was not kept with the version. */
    private final Map<String, Map<String, Integer>> workedOut = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Integer>> eldest) {
            return size() > KEPT;
        }
    });

    RuleOrigins(PolicyVersions versions, PastPolicies policies, Turns turns) {
        this.versions = versions;
        this.policies = policies;
        this.turns = turns;
    }

    /**
     * By rule; for versions from before this was kept, worked out from the ones before them.
     *
     * @throws TooBusy where it has to be worked out, and too much else is compiled
     */
    public Map<String, Integer> of(String policy, int version) {
        Map<String, Integer> known = known(policy, version);
        return known == null ? turns.take(() -> workOut(policy, version)) : known;
    }

    private @Nullable Map<String, Integer> known(String policy, int version) {
        return versions.origins(policy, version).isPresent()
                ? kept(policy, version)
                : workedOut.get(policy + " " + version);
    }

    private Map<String, Integer> workOut(String policy, int version) {
        Map<String, Integer> before = known(policy, version);
        if (before != null) {
            return before; // another caller may have had the turn before
        }
        int known = version;
        while (known > 0 && versions.origins(policy, known).isEmpty()) {
            known--;
        }
        Map<String, Integer> origins = known == 0 ? Map.of() : kept(policy, known);
        for (int next = known + 1; next <= version; next++) {
            Policy text = text(policy, next);
            if (text != null) {
                origins = numbered(compared(text, text(policy, next - 1), origins), next);
            }
        }
        workedOut.put(policy + " " + version, origins);
        return origins;
    }

    /** Of a draft, as JSON. */
    String ofDraft(Policy draft, int base) {
        Policy before = base == 0 ? null : text(draft.name(), base);
        Map<String, Integer> origins = before == null ? Map.of() : workOut(draft.name(), base);
        return JSON.writeValueAsString(compared(draft, before, origins));
    }

    private Map<String, Integer> kept(String policy, int version) {
        return numbered(
                JSON.readValue(versions.origins(policy, version).orElseThrow(), new TypeReference<>() {}), version);
    }

    private static Map<String, Integer> numbered(Map<String, Integer> origins, int version) {
        origins.replaceAll((rule, origin) -> origin == ITSELF ? version : origin);
        return origins;
    }

    /** A rule that says what it said has the origin it had. */
    private static Map<String, Integer> compared(Policy policy, @Nullable Policy before, Map<String, Integer> origins) {
        Map<String, List<RulePart>> said = new LinkedHashMap<>();
        if (before != null) {
            before.base().rulebook().rules().forEach(rule -> said.put(rule.name(), RulePart.of(rule)));
        }
        Map<String, Integer> compared = new LinkedHashMap<>();
        for (Rule rule : policy.base().rulebook().rules()) {
            List<RulePart> then = said.get(rule.name());
            boolean same = then != null && Edit.between(then, RulePart.of(rule)).isEmpty();
            compared.put(rule.name(), same ? origins.getOrDefault(rule.name(), ITSELF) : ITSELF);
        }
        return compared;
    }

    private @Nullable Policy text(String policy, int version) {
        return policies.ready(policy, version).map(PolicyReader.Reading::policy).orElse(null);
    }
}
