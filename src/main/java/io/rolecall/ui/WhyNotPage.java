package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stood in the way of an outcome, in the words of the questions.
 *
 * @param title of the outcome
 * @param nearest the conclusions that came closest to it
 * @param others the rest
 */
record WhyNotPage(String title, boolean recommended, List<Way> nearest, List<Way> others) {

    private static final int NEAREST = 3;

    /**
     * One conclusion that would have led there.
     *
     * @param outranked conclusions that held and weigh more
     */
    record Way(String rule, boolean fired, List<Condition> conditions, List<String> outranked) {}

    /** @param holds null where that is not known */
    record Condition(
            String subject,
            String required,
            String actual,
            @Nullable Boolean holds) {

        public String state() {
            return holds == null ? "not known" : holds ? "holds" : "does not hold";
        }
    }

    static WhyNotPage of(Map<String, Object> told, Questionnaire questions, Map<String, String> titles) {
        List<Way> ways = Items.list(told, "conclusions").stream()
                .map(conclusion -> way(conclusion, new Reader(questions, titles)))
                .toList();
        return new WhyNotPage(
                Items.text(told, "title"),
                Boolean.TRUE.equals(told.get("recommended")),
                ways.subList(0, Math.min(NEAREST, ways.size())),
                ways.subList(Math.min(NEAREST, ways.size()), ways.size()));
    }

    private static Way way(Map<String, Object> conclusion, Reader reader) {
        return new Way(
                Items.text(conclusion, "rule"),
                Boolean.TRUE.equals(conclusion.get("fired")),
                Items.list(conclusion, "conditions").stream()
                        .filter(condition -> !Reader.chooses(condition))
                        .map(reader::read)
                        .toList(),
                Items.texts(conclusion, "outranked"));
    }

    /** Puts conditions into the words of the questions. */
    private record Reader(Questionnaire questions, Map<String, String> titles) {

        private static final String SCORE = "score.";

        /** It only says which score the others are about. */
        private static boolean chooses(Map<String, Object> condition) {
            Set<String> read = Items.object(condition, "actual").keySet();
            return !read.isEmpty()
                    && read.stream().allMatch(path -> path.startsWith(SCORE) && path.endsWith(".leaning"));
        }

        private Condition read(Map<String, Object> condition) {
            Map<String, Object> actual = Items.object(condition, "actual");
            String required = Items.text(condition, "required");
            Boolean holds = (Boolean) condition.get("holds");
            if (actual.size() != 1) {
                return new Condition(Items.text(condition, "condition"), required, said(actual), holds);
            }
            String path = actual.keySet().iterator().next();
            return new Condition(
                    subject(path), wanted(path, condition, required), questions.words(path, actual.get(path)), holds);
        }

        /** Of alternatives each; of what is put together otherwise the text itself. */
        private String wanted(String path, Map<String, Object> condition, String required) {
            List<Map<String, Object>> parts = Items.list(condition, "parts");
            boolean alternatives = !parts.isEmpty() && !required.contains("&&");
            return alternatives
                    ? String.join(
                            " or ",
                            parts.stream()
                                    .map(part -> questions.words(path, Items.text(part, "required")))
                                    .toList())
                    : questions.words(path, required);
        }

        private String subject(String path) {
            if (!path.startsWith(SCORE)) {
                return questions.text(path);
            }
            int dot = path.lastIndexOf('.');
            String leaning = path.substring(SCORE.length(), Math.max(dot, SCORE.length()));
            return "Score of " + titles.getOrDefault(leaning, leaning) + ": " + path.substring(dot + 1);
        }

        private String said(Map<String, Object> actual) {
            return String.join(
                    ", ",
                    actual.entrySet().stream()
                            .map(one -> subject(one.getKey()) + " " + questions.words(one.getKey(), one.getValue()))
                            .toList());
        }
    }
}
