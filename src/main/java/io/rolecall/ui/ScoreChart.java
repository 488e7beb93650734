package io.rolecall.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What spoke for and against, a row for each leaning: its signals side by side, each as long as its weight, to the right of the axis
 * what favours it and to the left what opposes it.
 *
 * @param axis where zero is, from 0 to 100
 */
record ScoreChart(double axis, List<Row> rows) {

    private static final double WIDTH = 100;

    /** @param total what favours minus what opposes */
    record Row(String leaning, Number total, List<Bar> bars) {

        public String words() {
            return leaning + ": " + Words.number(total) + ", from " + Words.counted(bars.size(), "signal");
        }
    }

    /** @param x from 0 to 100, as is the width */
    record Bar(String rule, String because, int weight, boolean against, double x, double width) {}

    /**
     * @param scores as recorded, the highest first
     * @param titles of leanings, by their ids
     */
    static ScoreChart of(
            List<Map<String, Object>> scores, List<Map<String, Object>> signals, Map<String, String> titles) {
        double left = 0;
        double right = 1;
        for (Map<String, Object> score : scores) {
            String leaning = Items.text(score, "leaning");
            left = Math.max(left, sum(signals, "opposes", leaning));
            right = Math.max(right, sum(signals, "favours", leaning));
        }
        double unit = WIDTH / (left + right);
        double axis = left * unit;
        List<Row> rows = new ArrayList<>();
        for (Map<String, Object> score : scores) {
            String leaning = Items.text(score, "leaning");
            List<Bar> bars = new ArrayList<>();
            double end = axis;
            for (Map<String, Object> signal : of(signals, "favours", leaning)) {
                bars.add(bar(signal, false, end, unit));
                end += weight(signal) * unit;
            }
            end = axis;
            for (Map<String, Object> signal : of(signals, "opposes", leaning)) {
                end -= weight(signal) * unit;
                bars.add(bar(signal, true, end, unit));
            }
            rows.add(new Row(titles.getOrDefault(leaning, leaning), (Number) score.getOrDefault("total", 0), bars));
        }
        return new ScoreChart(axis, rows);
    }

    private static Bar bar(Map<String, Object> signal, boolean against, double x, double unit) {
        int weight = weight(signal);
        return new Bar(Items.text(signal, "rule"), Items.text(signal, "because"), weight, against, x, weight * unit);
    }

    private static double sum(List<Map<String, Object>> signals, String side, String leaning) {
        return of(signals, side, leaning).stream().mapToInt(ScoreChart::weight).sum();
    }

    private static List<Map<String, Object>> of(List<Map<String, Object>> signals, String side, String leaning) {
        return signals.stream()
                .filter(signal -> leaning.equals(signal.get(side)))
                .toList();
    }

    private static int weight(Map<String, Object> signal) {
        return signal.get("weight") instanceof Number weight ? weight.intValue() : 0;
    }
}
