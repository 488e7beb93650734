package io.rolecall.ui;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The adviser: from the first question to the recorded recommendation. */
@Controller
class AdviserController {

    /** How often it is looked whether the same request was answered meanwhile, a tenth of a second apart. */
    private static final int PATIENCE = 50;

    private static final long PAUSE_NANOS = 100_000_000;

    private final Api api;

    AdviserController(Api api) {
        this.api = api;
    }

    /**
     * What a visitor does on a page of the interview; one of them at a time.
     *
     * @param answer a line of a {@link Statement}: chosen
     * @param ask the fact to ask for next
     * @param back anything, to take the last answer back
     * @param asked the fact that {@code value} was typed for
     */
    record Move(
            @Nullable String answer,
            @Nullable String ask,
            @Nullable String back,
            @Nullable String asked,
            @Nullable String value) {

        static final Move NONE = new Move(null, null, null, null, null);
    }

    @GetMapping("/")
    String home(Model model) {
        List<Map<String, Object>> policies = Items.of(api.get("/v1/policies"));
        model.addAttribute("policies", policies);
        Map<String, List<Map<String, Object>>> examples = new LinkedHashMap<>();
        policies.stream()
                .filter(policy -> policy.get("version") != null)
                .map(policy -> Items.text(policy, "name"))
                .forEach(policy -> examples.put(policy, Items.of(api.get("/v1/policies/{policy}/examples", policy))));
        model.addAttribute("examples", examples);
        return "home";
    }

    @GetMapping("/adviser/{policy}")
    String begin(@PathVariable String policy, Model model) {
        return show(policy, Statement.of(List.of()), Move.NONE, model);
    }

    @PostMapping("/adviser/{policy}")
    String step(
            @PathVariable String policy,
            @RequestParam(required = false) @Nullable List<String> said,
            Move move,
            Model model) {
        return show(policy, Statement.of(said), move, model);
    }

    /** From the facts of an example, or of a recommendation that was given. */
    @GetMapping("/adviser/{policy}/examples/{example}")
    String example(@PathVariable String policy, @PathVariable String example, Model model) {
        Map<String, Object> found = Items.of(api.get("/v1/policies/{policy}/examples", policy)).stream()
                .filter(one -> example.equals(one.get("id")))
                .findFirst()
                .orElseThrow(() -> new ApiProblem(
                        404,
                        Map.of(
                                "title",
                                "There is no such example",
                                "detail",
                                "The examples stand on the first page.")));
        model.addAttribute("example", found);
        return show(policy, Statement.of(Items.object(found, "facts")), Move.NONE, model);
    }

    @GetMapping("/recommendations/{id}/adviser")
    String again(@PathVariable String id, Model model) {
        Map<String, Object> recorded = api.get("/v1/recommendations/{id}", id);
        String policy = Items.text(Items.object(recorded, "policy"), "name");
        return show(policy, Statement.of(Items.object(recorded, "facts")), Move.NONE, model);
    }

    /**
     * Where it cannot be recorded the form is shown again with all that was said.
     *
     * @param key made with the page: sent twice, it is still one recommendation
     */
    @PostMapping("/adviser/{policy}/recommendation")
    Object recommend(
            @PathVariable String policy,
            @RequestParam(required = false) @Nullable List<String> said,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reference,
            Model model,
            HttpServletResponse response) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("facts", Statement.of(said).facts(Questionnaire.of(api, policy)));
        if (!reference.isBlank()) {
            body.put("reference", reference.strip());
        }
        String once = key + "-" + Integer.toHexString(body.hashCode());
        try {
            return Paths.seeOther("/recommendations/{id}", recorded(policy, body, once));
        } catch (ApiProblem problem) {
            response.setStatus(problem.status());
            model.addAttribute("problem", problem.getMessage());
            model.addAttribute("reference", reference);
            return show(policy, Statement.of(said), Move.NONE, model);
        }
    }

    /** A button that is pressed twice sends the second request while the first is being answered: it waits for that answer. */
    private String recorded(String policy, Map<String, Object> body, String once) {
        for (int i = 0; ; i++) {
            try {
                return api.send(
                                "POST",
                                Map.of("Idempotency-Key", once),
                                body,
                                "/v1/policies/{policy}/recommendations",
                                policy)
                        .made();
            } catch (ApiProblem problem) {
                if (!problem.kind().equals("idempotency-key-in-use") || i == PATIENCE) {
                    throw problem;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private String show(String policy, Statement statement, Move move, Model model) {
        model.addAttribute("page", Interviewing.page(api, policy, statement, move));
        model.addAttribute("key", UUID.randomUUID().toString());
        return "interview";
    }
}
