package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.vocabulary.Sought;
import io.rolecall.vocabulary.Sought.Place;
import io.rolecall.vocabulary.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * All phrases in one pass are found where each is on its own, and where somebody finds them who only splits texts at gaps and
 * tries everything. {@code -Drolecall.texts=100000} for a long run, {@code -Drolecall.seed=42} for another beginning.
 */
class PhrasebookTests {

    private static final int TEXTS = Integer.getInteger("rolecall.texts", 3_000);
    private static final long SEED = Long.getLong("rolecall.seed", System.nanoTime());

    /** In a phrase, and what counts as it in a text. */
    private static final Map<String, Set<String>> FORMS = Map.of(
            "plan", Set.of("plan", "plans", "planed", "planing", "planned", "planning"),
            "plans", Set.of("plans", "planss", "planses", "plansed", "plansing"),
            "planned", Set.of("planned", "planneds", "planneded", "planneding", "planneddeds"),
            "use", Set.of("use", "uses", "used", "using"),
            "try", Set.of("try", "tries", "tried", "trying"),
            "a", Set.of("a"),
            "ab", Set.of("ab"),
            "x2", Set.of("x2"));

    private static final List<String> WORDS =
            List.copyOf(FORMS.keySet().stream().sorted().toList());
    private static final List<String> TEXT_WORDS = List.of(
            "plan",
            "Plans",
            "PLANNED",
            "planning",
            "use",
            "used",
            "using",
            "user",
            "try",
            "tries",
            "a",
            "A",
            "ab",
            "x2",
            "x",
            "as",
            "plansing");
    private static final List<String> GAPS = List.of(" ", " ", " ", "-", "/", ", ", ".\n", " (", "_", "… ", " 🤖 ");

    @Test
    void findsEverythingInOnePass() {
        System.out.println("PhrasebookTests: rolecall.seed=" + SEED + ", " + TEXTS + " texts");
        Random random = new Random(SEED);
        int found = 0;
        for (int i = 0; i < TEXTS; i++) {
            Phrasebook book = new Phrasebook();
            List<List<String>> firsts = new ArrayList<>();
            List<List<String>> seconds = new ArrayList<>();
            List<Sought> sought = new ArrayList<>();
            for (int j = 0; j < 1 + random.nextInt(8); j++) {
                firsts.add(phrase(random));
                seconds.add(random.nextInt(3) == 0 ? phrase(random) : List.of());
                String first = String.join(" ", firsts.get(j));
                sought.add(
                        seconds.get(j).isEmpty()
                                ? Sought.phrase(first)
                                : Sought.near(random.nextInt(4), first, String.join("-", seconds.get(j))));
                book.add(sought.get(j));
            }
            String text = text(random);
            Words words = book.words(text);
            boolean any = false;
            for (int j = 0; j < sought.size(); j++) {
                List<Place> places = book.places(text, sought.get(j));
                String told = "rolecall.seed=" + SEED + " " + sought.get(j) + " in " + text;
                assertThat(places).as(told).isEqualTo(sought.get(j).in(words));
                assertThat(Set.copyOf(places))
                        .as(told)
                        .isEqualTo(everywhere(
                                text,
                                firsts.get(j),
                                seconds.get(j),
                                sought.get(j).between()));
                assertThat(book.mentions(text, List.of(sought.get(j)))).as(told).isEqualTo(!places.isEmpty());
                any |= !places.isEmpty();
                found += places.size();
            }
            assertThat(book.mentions(text, sought)).isEqualTo(any);
        }
        assertThat(found).as("neither nothing is found nor everywhere").isBetween(TEXTS / 2, TEXTS * 100);
    }

    private static List<String> phrase(Random random) {
        List<String> phrase = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            phrase.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return phrase;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "" : "… ");
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(TEXT_WORDS.get(random.nextInt(TEXT_WORDS.size())))
                    .append(GAPS.get(random.nextInt(GAPS.size())));
        }
        return text.toString();
    }

    private static Set<Place> everywhere(String text, List<String> first, List<String> second, int between) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
        Set<Integer> starts = starts(words, first);
        if (second.isEmpty()) {
            return starts.stream()
                    .map(start -> new Place(start, start + first.size()))
                    .collect(Collectors.toSet());
        }
        return starts.stream()
                .flatMap(start -> starts(words, second).stream()
                        .filter(other -> gap(start, first.size(), other, second.size()) >= 0)
                        .filter(other -> gap(start, first.size(), other, second.size()) <= between)
                        .min((one, other) -> {
                            int order = Integer.compare(
                                    gap(start, first.size(), one, second.size()),
                                    gap(start, first.size(), other, second.size()));
                            return order != 0 ? order : Integer.compare(other, one);
                        })
                        .stream()
                        .map(other -> new Place(
                                Math.min(start, other), Math.max(start + first.size(), other + second.size()))))
                .collect(Collectors.toSet());
    }

    private static int gap(int one, int oneSize, int other, int otherSize) {
        return one < other ? other - one - oneSize : one - other - otherSize;
    }

    private static Set<Integer> starts(List<String> words, List<String> phrase) {
        Set<Integer> starts = new TreeSet<>();
        for (int start = 0; start + phrase.size() <= words.size(); start++) {
            boolean all = true;
            for (int i = 0; i < phrase.size(); i++) {
                all &= FORMS.getOrDefault(phrase.get(i), Set.of()).contains(words.get(start + i));
            }
            if (all) {
                starts.add(start);
            }
        }
        return starts;
    }
}
