package io.rolecall.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version, and all that can be said of it.
 *
 * @param current the number of the live version; null where none is
 * @param whole with its files and what the checks say
 * @param impacts the newest ones
 */
record VersionPage(
        Map<String, Object> policy,
        @Nullable Integer current,
        Map<String, Object> version,
        Map<String, Object> whole,
        VersionDiff diff,
        List<Map<String, Object>> reviews,
        List<Map<String, Object>> impacts) {

    static VersionPage of(Api api, String name, int number, @Nullable Integer from, boolean semantic) {
        Map<String, Object> policy = api.get("/v1/policies/{policy}", name);
        Map<String, Object> whole = api.get("/v1/policies/{policy}/versions/{number}", name, number);
        Map<String, Object> version = Items.object(whole, "version");
        return new VersionPage(
                policy,
                policy.get("version") instanceof Integer live ? live : null,
                version,
                whole,
                VersionDiff.of(api, version, from, semantic),
                Items.of(api.get("/v1/policies/{policy}/versions/{number}/reviews", name, number)),
                Items.of(api.get("/v1/policies/{policy}/versions/{number}/impact", name, number)));
    }

    int number() {
        return Items.number(version, "number").intValue();
    }

    public boolean isLive() {
        return current != null && current == number();
    }

    /** Whether making it live takes newer ones back. */
    public boolean isOlder() {
        return current != null && number() < current;
    }

    public boolean canAnswer() {
        return whole.containsKey("check");
    }

    /** Of the checks, or why it cannot answer. */
    public List<Map<String, Object>> findings() {
        return canAnswer() ? Items.list(Items.object(whole, "check"), "findings") : Items.list(whole, "findings");
    }

    /** What the checks say in a few words. */
    public String checked() {
        if (!canAnswer()) {
            return "It cannot answer";
        }
        Map<String, Object> check = Items.object(whole, "check");
        String scenarios = Words.counted(Items.number(check, "scenarios"), "scenario");
        return Boolean.TRUE.equals(check.get("passed")) ? "Passed, with " + scenarios : "Not passed";
    }

    /** How many say so; a later word of the same reviewer takes the place of an earlier one. */
    public String reviewed() {
        if (reviews.isEmpty()) {
            return "None yet";
        }
        Map<String, String> newest = new LinkedHashMap<>();
        reviews.forEach(review -> newest.put(Items.text(review, "reviewer"), Items.text(review, "verdict")));
        long approving = newest.values().stream().filter("APPROVE"::equals).count();
        long rejecting = newest.size() - approving;
        return approving + " for it" + (rejecting == 0 ? "" : ", " + rejecting + " against");
    }

    /** The newest report there is, which a review rests on; null where there is none. */
    public @Nullable String seenImpact() {
        return impacts.stream()
                .filter(impact -> "DONE".equals(impact.get("status")))
                .map(impact -> Items.text(impact, "id"))
                .findFirst()
                .orElse(null);
    }

    public Outcomes outcomes() {
        return Outcomes.of(policy);
    }
}
