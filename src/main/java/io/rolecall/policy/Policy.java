package io.rolecall.policy;

import io.rolecall.knowledge.KnowledgeBase;
import io.rolecall.knowledge.RuleSentence;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked and compiled policy.
 *
 * @param scenarios what its author says it does, from the files beside the rules
 * @param teams whole situations with the expected answer
 * @param stated how often both state each fact
 */
public record Policy(
        Bundle bundle,
        About about,
        Map<String, Guide> guides,
        Map<String, Source> sources,
        List<Scenario> scenarios,
        List<Scenario> teams,
        Stated stated,
        KnowledgeBase base) {

    /** Every policy's first file. */
    public static final String FILE = "policy.yaml";

    public String name() {
        return bundle.name();
    }

    public String digest() {
        return bundle.digest();
    }

    /** Every situation whose answer is known. */
    public List<Scenario> samples() {
        return Stream.concat(scenarios.stream(), teams.stream()).toList();
    }

    /** What policy.yaml says. */
    public record About(
            String name,
            String title,
            String purpose,
            String owner,
            String contact,
            List<Leaning> leanings,
            List<Outcome> outcomes) {

        public Outcome outcome(String id) {
            return outcomes.stream()
                    .filter(outcome -> outcome.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No outcome " + id));
        }

        /** What people read in the place of ids. */
        public RuleSentence.Titles titles() {
            return new RuleSentence.Titles(
                    leanings.stream().collect(Collectors.toMap(Leaning::id, Leaning::title, (a, b) -> a)),
                    outcomes.stream().collect(Collectors.toMap(Outcome::id, Outcome::title, (a, b) -> a)));
        }

        /** @param id {@code undecided} is one, and so is null */
        public String title(@Nullable String id) {
            return id == null || id.equals(Scenario.UNDECIDED)
                    ? "Undecided"
                    : outcome(id).title();
        }
    }

    /** What signals speak for or against; each has a score. */
    public record Leaning(String id, String title) {}

    /** @param guides names of files in guides/, without their ending */
    public record Outcome(String id, String title, String statement, List<String> guides) {

        /** As it stands among others, where undecided is one of them. @param id null where undecided */
        public static String word(@Nullable String id) {
            return id == null ? Scenario.UNDECIDED : id;
        }
    }

    /** What to do with the advice. */
    public record Guide(String name, String title, List<Section> sections) {

        /**
         * @param text null where there are items
         * @param items empty where there is a text
         */
        public record Section(String title, @Nullable String text, List<String> items, List<String> cites) {}
    }

    /** Something a rule or a guide may cite. */
    public record Source(
            String key,
            String title,
            @Nullable String author,
            @Nullable Integer year,
            @Nullable String where,
            @Nullable Integer places) {}
}
