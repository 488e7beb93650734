package io.rolecall.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An impact report as people read it.
 *
 * @param changed how many have another outcome
 * @param notReplayable how many could not be answered again
 * @param columns outcomes that occur
 * @param from with {@code to} the cell whose samples these are; null where they are of all
 */
record ImpactPage(
        Map<String, Object> report,
        Outcomes outcomes,
        long changed,
        long notReplayable,
        List<String> columns,
        List<Row> rows,
        @Nullable String from,
        @Nullable String to,
        List<Sample> samples) {

    /** What had one outcome, by what it would have now. */
    record Row(String from, List<Cell> cells) {}

    /** @param count null where there is none, or it is not known */
    record Cell(String to, @Nullable Long count, boolean same) {}

    /**
     * A recommendation that would be another.
     *
     * @param gone rules that fired for it, and would not
     * @param come rules that did not, and would
     */
    record Sample(String id, String from, String to, List<String> gone, List<String> come) {}

    private record Pair(String from, String to) {}

    static ImpactPage of(Map<String, Object> report, Outcomes outcomes, @Nullable String from, @Nullable String to) {
        Map<Pair, Long> counts = new LinkedHashMap<>();
        Items.list(report, "changed")
                .forEach(one -> counts.put(new Pair(Items.text(one, "from"), Items.text(one, "to")), count(one)));
        long changed = counts.values().stream().mapToLong(Long::longValue).sum();
        Items.list(report, "unchangedByOutcome").forEach(one -> {
            String outcome = Items.text(one, "outcome");
            counts.put(new Pair(outcome, outcome), count(one));
        });
        List<String> columns = columns(counts.keySet(), outcomes);
        boolean one = from != null && to != null;
        boolean known = report.containsKey("unchangedByOutcome");
        return new ImpactPage(
                report,
                outcomes,
                changed,
                Items.list(report, "notReplayable").stream()
                        .mapToLong(ImpactPage::count)
                        .sum(),
                columns,
                columns.stream().map(row -> row(row, columns, counts, known)).toList(),
                one ? from : null,
                one ? to : null,
                Items.list(report, "samples").stream()
                        .map(ImpactPage::sample)
                        .filter(sample -> !one || sample.from.equals(from) && sample.to.equals(to))
                        .toList());
    }

    private static long count(Map<String, Object> counted) {
        return Items.number(counted, "count").longValue();
    }

    /** In the policy's order; what it does not have any more comes last. */
    private static List<String> columns(Set<Pair> pairs, Outcomes outcomes) {
        Set<String> found = new LinkedHashSet<>();
        pairs.forEach(pair -> found.addAll(List.of(pair.from, pair.to)));
        List<String> columns = new ArrayList<>(outcomes.titles().keySet());
        columns.retainAll(found);
        found.stream().filter(outcome -> !columns.contains(outcome)).sorted().forEach(columns::add);
        return columns;
    }

    private static Row row(String from, List<String> columns, Map<Pair, Long> counts, boolean known) {
        return new Row(
                from,
                columns.stream()
                        .map(to -> {
                            boolean same = from.equals(to);
                            Long count = counts.get(new Pair(from, to));
                            return new Cell(to, same && known && count == null ? Long.valueOf(0) : count, same);
                        })
                        .toList());
    }

    private static Sample sample(Map<String, Object> sample) {
        List<String> before = rules(sample, "before");
        List<String> after = rules(sample, "after");
        return new Sample(
                Items.text(sample, "id"),
                Items.text(sample, "from"),
                Items.text(sample, "to"),
                before.stream().filter(rule -> !after.contains(rule)).toList(),
                after.stream().filter(rule -> !before.contains(rule)).toList());
    }

    private static List<String> rules(Map<String, Object> sample, String trace) {
        return Items.list(sample, trace).stream()
                .map(fired -> Items.text(fired, "rule"))
                .distinct()
                .toList();
    }

    public boolean running() {
        return "RUNNING".equals(report.get("status"));
    }

    public boolean failed() {
        return "FAILED".equals(report.get("status"));
    }
}
