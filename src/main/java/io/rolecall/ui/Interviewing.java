package io.rolecall.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One page of an interview: what was said, what that comes to, and what to ask next. */
final class Interviewing {

    private final Api api;
    private final String policy;
    private final Questionnaire questionnaire;
    private final Statement statement;
    private final List<String> notices = new ArrayList<>();
    private Turn turn;

    /** @param fact that is asked for; null for the most telling one */
    private record Turn(
            @Nullable String fact,
            @Nullable String typed,
            @Nullable String error) {}

    private Interviewing(Api api, String policy, Statement statement, Turn turn) {
        this.api = api;
        this.policy = policy;
        this.statement = statement;
        this.turn = turn;
        questionnaire = Questionnaire.of(api, policy);
    }

    /** What was said, in words. @param answer null where it is not known */
    record Said(String path, String question, @Nullable String answer) {}

    /** @param possible whether it can still come */
    record Outcome(String id, String title, boolean possible) {}

    /**
     * @param ask null where nothing is left to ask
     * @param chosen what was said of this fact before, or typed and refused
     * @param outcomes it can still lead to, whichever way it is answered
     */
    record Question(
            @Nullable Ask ask,
            @Nullable String chosen,
            @Nullable String error,
            List<String> outcomes) {}

    /**
     * @param lines what was said, as the form carries it
     * @param remaining how many more questions can matter
     * @param others what else could be asked now, by subject
     */
    record Page(
            Map<String, Object> policy,
            Map<String, Object> standing,
            Question question,
            List<Said> said,
            List<String> lines,
            List<Outcome> outcomes,
            int remaining,
            Map<String, List<Ask>> others,
            List<String> notices) {}

    static Page page(Api api, String policy, Statement statement, AdviserController.Move move) {
        Interviewing interviewing = new Interviewing(api, policy, statement, new Turn(null, null, null));
        interviewing.make(move);
        return interviewing.page();
    }

    private void make(AdviserController.Move move) {
        if (move.back() != null) {
            String last = statement.last();
            if (last != null) {
                turn = new Turn(last, statement.answer(last), null);
                statement.unsay(last);
            }
        } else if (move.ask() != null) {
            turn = new Turn(move.ask(), statement.answer(move.ask()), null);
        } else if (move.answer() != null) {
            statement.say(move.answer());
        } else if (move.asked() != null) {
            String typed = Objects.requireNonNullElse(move.value(), "").strip();
            if (typed.isEmpty()) {
                turn = new Turn(move.asked(), "", "Write an answer, or say that you don’t know.");
            } else {
                statement.say(move.asked() + "=" + typed);
                turn = new Turn(null, typed, null);
            }
        }
        forgotten();
    }

    /** What the policy no longer asks for is said to be left out. */
    private void forgotten() {
        for (String path : statement.paths()) {
            if (questionnaire.find(path) == null) {
                statement.unsay(path);
                notices.add("“" + path + "” is not asked for any more, and was left out.");
            }
        }
        if (turn.fact() != null && questionnaire.find(turn.fact()) == null) {
            turn = new Turn(null, null, null);
        }
    }

    private Page page() {
        Map<String, Object> standing = standing();
        Map<String, Object> about = api.get("/v1/policies/{policy}", policy);
        Map<String, String> titles = Titles.outcomes(about);
        List<Map<String, Object>> open = Items.list(standing, "questions");
        List<String> possible = Items.texts(standing, "canStillBecome");
        List<Outcome> outcomes = new ArrayList<>();
        titles.forEach((id, title) -> outcomes.add(new Outcome(id, title, possible.contains(id))));
        Question question = question(open, titles);
        Map<String, List<Ask>> others = new LinkedHashMap<>();
        open.forEach(one -> {
            Ask ask = questionnaire.find(Items.text(one, "fact"));
            if (ask != null && ask != question.ask()) {
                others.computeIfAbsent(ask.group(), group -> new ArrayList<>()).add(ask);
            }
        });
        return new Page(about, standing, question, said(), statement.lines(), outcomes, open.size(), others, notices);
    }

    /** Asks the API; an answer that it refuses is taken back, and asked for again. */
    private Map<String, Object> standing() {
        try {
            return ask();
        } catch (ApiProblem problem) {
            if (!problem.kind().equals("bad-facts")) {
                throw problem;
            }
            for (Map<String, Object> error : problem.errors()) {
                refuse(error);
            }
            return ask();
        }
    }

    private void refuse(Map<String, Object> error) {
        String pointer = Items.text(error, "pointer");
        String path = pointer.replaceFirst("^/facts/", "").replace('/', '.');
        String message = Items.text(error, "message");
        if (path.equals(statement.last()) && turn.typed() != null) {
            turn = new Turn(path, turn.typed(), message);
        } else {
            notices.add(questionnaire.text(path) + " " + message);
        }
        statement.unsay(path);
    }

    private Map<String, Object> ask() {
        Map<String, Object> body = Map.of("facts", statement.facts(questionnaire), "declined", statement.declined());
        return api.post(body, "/v1/policies/{policy}/interview", policy).json();
    }

    private Question question(List<Map<String, Object>> open, Map<String, String> titles) {
        String fact = turn.fact() != null ? turn.fact() : open.isEmpty() ? null : Items.text(open.get(0), "fact");
        if (fact == null) {
            return new Question(null, null, null, List.of());
        }
        List<String> outcomes = open.stream()
                .filter(one -> fact.equals(one.get("fact")))
                .flatMap(one -> Items.texts(one, "couldChangeTo").stream())
                .map(id -> titles.getOrDefault(id, id))
                .toList();
        return new Question(
                questionnaire.find(fact), turn.fact() == null ? null : turn.typed(), turn.error(), outcomes);
    }

    private List<Said> said() {
        return statement.paths().stream()
                .map(path -> {
                    String value = statement.answer(path);
                    return new Said(
                            path, questionnaire.text(path), value == null ? null : questionnaire.words(path, value));
                })
                .toList();
    }
}
