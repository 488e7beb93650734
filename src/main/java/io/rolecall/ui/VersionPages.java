package io.rolecall.ui;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A version from its checks to being live, or live again. */
@Controller
@RequestMapping("/policies/{policy}/versions/{number}")
class VersionPages {

    private static final String PAGE = "/policies/{policy}/versions/{number}";
    private static final String ACTOR = "Rolecall-Actor";

    private final Api api;

    VersionPages(Api api) {
        this.api = api;
    }

    /**
     * @param from the version that it is compared with
     * @param semantic whether to look for situations that both answer otherwise
     */
    @GetMapping
    String show(
            @PathVariable String policy,
            @PathVariable int number,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(defaultValue = "false") boolean semantic,
            Model model) {
        model.addAttribute("page", VersionPage.of(api, policy, number, from, semantic));
        return "version";
    }

    /** Where a form was refused and the page is loaded again. */
    @GetMapping({"/reviews", "/activation", "/impact"})
    ResponseEntity<Void> back(@PathVariable String policy, @PathVariable int number) {
        return Paths.seeOther(PAGE, policy, number);
    }

    /** @param seen what the checks said on the page; as impact, the report that was listed there */
    record Review(
            String actor,
            String verdict,
            String comment,
            String seen,
            @Nullable String impact) {

        private Map<String, String> body() {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("verdict", verdict);
            body.put("seen", seen);
            body.put("comment", comment.strip());
            body.put("impact", impact == null ? "" : impact);
            body.values().removeIf(String::isEmpty);
            return body;
        }
    }

    @PostMapping("/reviews")
    Object review(
            @PathVariable String policy,
            @PathVariable int number,
            Review review,
            Model model,
            HttpServletResponse response) {
        return Refusal.orElse(
                () -> {
                    api.send(
                            "POST",
                            Map.of(ACTOR, review.actor.strip()),
                            review.body(),
                            "/v1" + PAGE + "/reviews",
                            policy,
                            number);
                    return Paths.seeOther(PAGE + "#reviews", policy, number);
                },
                "review",
                Map.of("actor", review.actor, "comment", review.comment),
                () -> show(policy, number, null, false, model),
                model,
                response);
    }

    @PostMapping("/activation")
    Object activate(
            @PathVariable String policy,
            @PathVariable int number,
            @RequestParam String actor,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            HttpServletResponse response) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", number);
        if (!reason.isBlank()) {
            body.put("reason", reason.strip());
        }
        return Refusal.orElse(
                () -> {
                    api.send("POST", Map.of(ACTOR, actor.strip()), body, "/v1/policies/{policy}/activations", policy);
                    return Paths.seeOther(PAGE + "#live", policy, number);
                },
                "live",
                Map.of("actor", actor, "reason", reason),
                () -> show(policy, number, null, false, model),
                model,
                response);
    }

    @PostMapping("/impact")
    Object impact(
            @PathVariable String policy,
            @PathVariable int number,
            @RequestParam String last,
            Model model,
            HttpServletResponse response) {
        return Refusal.orElse(
                () -> Paths.seeOther(
                        PAGE + "/impact/{id}",
                        policy,
                        number,
                        api.post(Map.of("last", Typed.number(last)), "/v1" + PAGE + "/impact", policy, number)
                                .made()),
                "impact",
                Map.of("last", last),
                () -> show(policy, number, null, false, model),
                model,
                response);
    }
}
