package io.rolecall.knowledge;

import io.rolecall.knowledge.Cell.Bounds;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Reach.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cells of what is examined together. What exists once has the same cells wherever a rule speaks of it: a fact that is
 * asked for, the recommendation, the score of a leaning.
 */
final class Cells {

    /** Something that has fields. */
    record Subject(FactType type, @Nullable String leaning, int number) {}

    private record Key(Subject subject, String field) {}

    private final Reach reach;
    private final List<Cell> all = new ArrayList<>();
    private final Map<Key, Cell> known = new HashMap<>();
    private final Map<String, Subject> scores = new LinkedHashMap<>();
    private final Map<Cell, String> leanings = new HashMap<>();
    private int subjects = 1;

    Cells(Reach reach) {
        this.reach = reach;
    }

    List<Cell> all() {
        return all;
    }

    Reach reach() {
        return reach;
    }

    /** The leanings whose scores are spoken of by name. */
    Map<String, Subject> scores() {
        return scores;
    }

    /** @param leaning whose score it is, where that is said outright */
    Subject subject(FactType type, @Nullable String leaning) {
        if (type.asked() || type.equals(FactType.RECOMMENDATION)) {
            return new Subject(type, null, 0);
        }
        if (leaning != null) {
            return scores.computeIfAbsent(leaning, one -> new Subject(type, one, 0));
        }
        return new Subject(type, null, subjects++);
    }

    Cell of(Subject subject, Field field) {
        Key key = new Key(subject, field.name());
        Cell cell = known.get(key);
        if (cell == null) {
            cell = field(subject, field);
            known.put(key, cell);
            if (subject.leaning() != null) {
                leanings.put(cell, subject.leaning());
            }
        }
        return cell;
    }

    /** Whose score a cell tells of; null where it tells of none. */
    @Nullable
    String leaning(Cell cell) {
        return leanings.get(cell);
    }

    private Cell field(Subject subject, Field field) {
        FactType type = subject.type();
        if (type.asked()) {
            Bounds bounds = new Bounds(field.min(), field.max(), field.maxLength(), null, asked(field));
            return add(field.path(), field.type(), field.nullable(), type, field, bounds);
        }
        if (type.equals(FactType.SCORE)) {
            return add(name(subject, field), field.type(), false, null, field, score(subject.leaning(), field));
        }
        if (type.equals(FactType.RECOMMENDATION)) {
            Set<String> outcomes = reach.outcomes();
            String why = outcomes.isEmpty()
                    ? "no rule that can fire recommends anything"
                    : "rules recommend only " + String.join(", ", outcomes);
            return add("outcome", field.type(), true, null, field, only(List.copyOf(outcomes), why));
        }
        return derived(subject, field);
    }

    private Cell derived(Subject subject, Field field) {
        String name = name(subject, field);
        if (!reach.inserted(subject.type())) {
            return add(name, field.type(), true, null, field, free("no rule inserts it"));
        }
        Values values = reach.values(subject.type(), field);
        List<String> written = values.constants().stream()
                .map(one -> ConditionText.of(one, field.type()))
                .toList();
        Bounds bounds = values.open()
                ? free("it is what a rule binds")
                : only(List.copyOf(values.constants()), "rules insert only " + String.join(", ", written));
        return add(name, field.type(), values.nullable(), null, field, bounds);
    }

    private Bounds score(@Nullable String leaning, Field field) {
        String whose = leaning == null ? "a score" : leaning;
        return switch (field.name()) {
            case "leaning" ->
                leaning == null
                        ? only(List.copyOf(reach.leanings()), "the leanings are " + String.join(", ", reach.leanings()))
                        : only(List.of(leaning), "it is the score of " + leaning);
            case "rank" -> between(1, Math.max(1, reach.leanings().size()), "a rank is");
            case "total" ->
                between(
                        reach.lowestTotal(leaning),
                        reach.highestTotal(leaning),
                        "with the signals that can fire the total of " + whose + " is");
            default ->
                between(
                        reach.lowestLead(leaning),
                        reach.highestLead(leaning),
                        "with the signals that can fire the lead of " + whose + " is");
        };
    }

    private static Bounds between(int min, int max, String what) {
        return new Bounds((double) min, (double) max, 0, null, what + " " + min + " to " + max);
    }

    private static Bounds only(List<Object> values, String why) {
        return new Bounds(null, null, Limits.TEXT_LENGTH, values, why);
    }

    /** A derived fact holds whatever text was bound, however long. */
    private static Bounds free(String why) {
        return new Bounds(null, null, Limits.LONGEST_TEXT, null, why);
    }

    private static String asked(Field field) {
        if (field.type() instanceof ValueType.EnumType declared) {
            return field.path() + " is one of " + String.join(", ", declared.constants());
        }
        if (field.type() == ValueType.Simple.TEXT) {
            return field.path() + " has at most " + field.maxLength() + " characters";
        }
        if (field.min() == null && field.max() == null) {
            return field.path() + " is " + ConditionChecker.article(field.type());
        }
        String min = field.min() == null ? "" : " from " + Texts.number(field.min());
        String max = field.max() == null ? "" : " to " + Texts.number(field.max());
        return field.path() + " goes" + min + max;
    }

    private static String name(Subject subject, Field field) {
        return subject.type().name() + (subject.leaning() == null ? "" : " " + subject.leaning()) + "." + field.name();
    }

    /** @param max null for what accumulate can make larger without end */
    Cell counted(Variable variable, FactType source, boolean count, @Nullable Double max) {
        String why = max == null
                ? "a count is never below 0"
                : "there is at most " + Texts.number(max) + " " + source.name();
        return add(
                variable.name(), variable.type(), false, null, null, new Bounds(count ? 0.0 : null, max, 0, null, why));
    }

    private Cell add(
            String name,
            ValueType type,
            boolean nullable,
            @Nullable FactType asked,
            @Nullable Field field,
            Bounds bounds) {
        Cell cell = new Cell(all.size(), name, type, nullable, asked, field, bounds);
        all.add(cell);
        return cell;
    }
}
