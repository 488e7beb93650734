package io.rolecall.serving;

import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Any version that was ever active, to answer again what it once answered. */
@Component
public class PastPolicies {

    /** A compiled version takes some megabytes, and some tenths of a second to make. */
    private static final int KEPT = 4;

    private final PolicyVersions versions;
    private final LivePolicies live;
    private final Map<String, Policy> compiled = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
            return size() > KEPT;
        }
    };

    PastPolicies(PolicyVersions versions, LivePolicies live) {
        this.versions = versions;
        this.live = live;
    }

    /**
     * The version, compiled from the files that were stored with it. One is compiled at a time.
     *
     * @return empty where there never was such a version; with errors and no policy where today's checks refuse its files
     */
    public Optional<PolicyReader.Reading> find(String name, int version) {
        LivePolicy now = live.live(name);
        return now != null && now.version() == version
                ? Optional.of(new PolicyReader.Reading(now.policy(), List.of()))
                : past(name, version);
    }

    private synchronized Optional<PolicyReader.Reading> past(String name, int version) {
        String key = name + " " + version;
        Policy known = compiled.get(key);
        if (known != null) {
            return Optional.of(new PolicyReader.Reading(known, List.of()));
        }
        Optional<PolicyReader.Reading> read =
                versions.files(name, version).map(files -> PolicyReader.read(Bundle.unpacked(name, files)));
        read.map(PolicyReader.Reading::policy).ifPresent(policy -> compiled.put(key, policy));
        return read;
    }
}
