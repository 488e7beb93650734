package io.rolecall.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recommendations over time: a column for each span of time, stacked by what came of them. All places are in percent, from the upper
 * left, so that it fits any screen and its patterns stay as they are.
 *
 * @param series what is told apart; the lowest of a column is the first
 * @param top how many the whole height stands for
 */
record StackChart(List<Series> series, List<Column> columns, long total, long top) {

    /** So many outcomes look different; what is rarer is put together. */
    static final int LOOKS = 7;

    private static final double HUNDRED = 100;
    private static final double GAP = 0.15; // of a column's place
    private static final String REST = "Other outcomes";

    /** @param look names its pattern: {@code 0} to {@code 6}, {@code rest}, {@code undecided} or {@code failed} */
    record Series(String title, String look, long total) {}

    /**
     * Of one span of time.
     *
     * @param from when it begins
     * @param counts one for each of the series
     */
    record Column(String from, long total, List<Long> counts, List<Bar> bars) {}

    /** @param at in {@link #series} */
    record Bar(int at, long count, double x, double y, double width, double height) {}

    /** @param buckets as the API counts them */
    static StackChart of(List<Map<String, Object>> buckets, OutcomeTitles titles) {
        Map<String, Long> totals = new LinkedHashMap<>();
        List<Map<String, Long>> counted =
                buckets.stream().map(bucket -> counts(bucket, titles)).toList();
        counted.forEach(bucket -> bucket.forEach((title, count) -> totals.merge(title, count, Long::sum)));
        Map<String, String> looks = looks(totals, titles);
        List<Series> series = series(totals, looks);
        long top = Math.max(1, counted.stream().mapToLong(StackChart::sum).max().orElse(1));
        double place = HUNDRED / Math.max(1, buckets.size());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            Map<String, Long> bucket = counted.get(i);
            List<Long> counts = series.stream()
                    .map(one -> bucket.entrySet().stream()
                            .filter(each -> one.look().equals(looks.get(each.getKey())))
                            .mapToLong(Map.Entry::getValue)
                            .sum())
                    .toList();
            String from = Items.text(buckets.get(i), "from");
            columns.add(new Column(from, sum(bucket), counts, bars(counts, i * place, place, HUNDRED / top)));
        }
        return new StackChart(series, columns, sum(totals), top);
    }

    private static List<Bar> bars(List<Long> counts, double left, double place, double unit) {
        List<Bar> bars = new ArrayList<>();
        double end = HUNDRED;
        for (int at = 0; at < counts.size(); at++) {
            long count = counts.get(at);
            if (count > 0) {
                end -= count * unit;
                bars.add(new Bar(at, count, left + place * GAP / 2, end, place * (1 - GAP), count * unit));
            }
        }
        return bars;
    }

    private static Map<String, Long> counts(Map<String, Object> bucket, OutcomeTitles titles) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map<String, Object> one : Items.list(bucket, "counts")) {
            String title = titles.of(Items.text(one, "policy"), one.get("status"), one.get("outcome"));
            counts.merge(title, Long.parseLong(Items.text(one, "count")), Long::sum);
        }
        return counts;
    }

    /** The most frequent have one of their own, in the order of their policy: so each keeps its look while numbers grow. */
    private static Map<String, String> looks(Map<String, Long> totals, OutcomeTitles titles) {
        Map<String, String> looks = new LinkedHashMap<>();
        totals.keySet().stream()
                .filter(title -> !title.equals(Titles.WORD) && !title.equals(OutcomeTitles.FAILED))
                .sorted(Comparator.comparing(totals::get).reversed())
                .limit(LOOKS)
                .sorted(Comparator.comparing(titles::place).thenComparing(Comparator.naturalOrder()))
                .forEach(title -> looks.put(title, String.valueOf(looks.size())));
        totals.keySet().stream().filter(title -> !looks.containsKey(title)).forEach(title -> looks.put(title, "rest"));
        looks.replace(Titles.WORD, "undecided");
        looks.replace(OutcomeTitles.FAILED, "failed");
        return looks;
    }

    private static List<Series> series(Map<String, Long> totals, Map<String, String> looks) {
        Map<String, Series> series = new LinkedHashMap<>();
        looks.forEach((title, look) -> series.merge(
                look,
                new Series(look.equals("rest") ? REST : title, look, totals.getOrDefault(title, 0L)),
                (one, other) -> new Series(one.title(), look, one.total() + other.total())));
        return List.copyOf(series.values());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
