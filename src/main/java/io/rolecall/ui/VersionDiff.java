package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version says otherwise than another.
 *
 * @param from the other; null where there is none
 * @param problem why it cannot be said; null where it is
 * @param parts rules, facts and outcomes, those of them in which something differs
 * @param semantic situations that are answered otherwise; null where they were not asked for, or not searched
 * @param unsearched why the situations that were asked for are not there; null where nothing hindered
 */
record VersionDiff(
        @Nullable Integer from,
        @Nullable String problem,
        List<Part> parts,
        List<DiffText> files,
        @Nullable Map<String, Object> semantic,
        @Nullable String unsearched) {

    private static final VersionDiff NONE = new VersionDiff(null, null, List.of(), List.of(), null, null);

    /** @param noun of one of them */
    record Part(String title, String noun, Map<String, Object> changes) {

        List<Map<String, Object>> list(String kind) {
            return Items.list(changes, kind);
        }

        public int size() {
            return list("added").size()
                    + list("removed").size()
                    + list("changed").size();
        }
    }

    /** @param version as the API shows it */
    static VersionDiff of(Api api, Map<String, Object> version, @Nullable Integer from, boolean semantic) {
        int number = Items.number(version, "number").intValue();
        int other = from != null ? from : version.get("base") instanceof Integer base ? base : number - 1;
        if (other < 1 && from == null) {
            return NONE;
        }
        try {
            return compared(api, version, other, semantic);
        } catch (ApiProblem e) {
            if (!semantic) {
                return new VersionDiff(other, said(e), List.of(), List.of(), null, null);
            }
            VersionDiff plain = of(api, version, from, false);
            return new VersionDiff(plain.from, plain.problem, plain.parts, plain.files, null, said(e));
        }
    }

    private static String said(ApiProblem problem) {
        return problem.title() + ". " + problem.detail();
    }

    private static VersionDiff compared(Api api, Map<String, Object> version, int other, boolean semantic) {
        Map<String, Object> diff = api.get(
                "/v1/policies/{policy}/versions/{number}/diff?from={from}&semantic={semantic}",
                Items.text(version, "policy"),
                Items.number(version, "number").intValue(),
                other,
                semantic);
        List<Part> parts = List.of(
                        new Part("Rules", "rule", Items.object(diff, "rules")),
                        new Part("Facts", "fact", Items.object(diff, "facts")),
                        new Part("Outcomes", "outcome", Items.object(diff, "outcomes")))
                .stream()
                .filter(part -> part.size() > 0)
                .toList();
        return new VersionDiff(
                other,
                null,
                parts,
                DiffText.files(Items.text(diff, "text")),
                semantic ? Items.object(diff, "semantic") : null,
                null);
    }

    /** Such as {@code 2 rules and 1 fact}. */
    public String summary() {
        if (problem != null) {
            return "Cannot be said";
        }
        if (from == null) {
            return "The first version";
        }
        if (parts.isEmpty()) {
            return files.isEmpty() ? "Nothing" : "Nothing but its spelling";
        }
        return parts.stream()
                .map(part -> Words.counted(part.size(), part.noun))
                .reduce((left, right) -> left + " and " + right)
                .orElseThrow();
    }
}
