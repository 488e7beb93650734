package io.rolecall.ui;

import jakarta.servlet.http.HttpServletResponse;
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

/** The version that is asked beside the live one: what it would have said, and on and off. */
@Controller
@RequestMapping("/policies/{policy}/shadow")
class ShadowPages {

    private static final String SHADOW = "/v1/policies/{policy}/shadow";

    private final Api api;

    ShadowPages(Api api) {
        this.api = api;
    }

    @GetMapping
    String show(@PathVariable String policy, Model model) {
        Map<String, Object> about = api.get("/v1/policies/{policy}", policy);
        model.addAttribute("policy", about);
        model.addAttribute("outcomes", Outcomes.of(about));
        model.addAttribute("shadow", shadow(policy));
        return "shadow";
    }

    /** Null where there is none. */
    private @Nullable Map<String, Object> shadow(String policy) {
        try {
            return api.get(SHADOW, policy);
        } catch (ApiProblem e) {
            if (e.kind().equals("no-shadow")) {
                return null;
            }
            throw e;
        }
    }

    /** @param share in percent */
    @PostMapping
    Object set(
            @PathVariable String policy,
            @RequestParam String version,
            @RequestParam String share,
            Model model,
            HttpServletResponse response) {
        return Refusal.orElse(
                () -> {
                    Map<String, Object> body = Map.of("version", Typed.number(version), "share", Typed.share(share));
                    api.send("PUT", Map.of(), body, SHADOW, policy);
                    return Paths.seeOther("/policies/{policy}/shadow", policy);
                },
                "shadow",
                Map.of("version", version, "share", share),
                () -> show(policy, model),
                model,
                response);
    }

    /** Where ending it failed and the page is loaded again. */
    @GetMapping("/end")
    ResponseEntity<Void> back(@PathVariable String policy) {
        return Paths.seeOther("/policies/{policy}/shadow", policy);
    }

    @PostMapping("/end")
    ResponseEntity<Void> end(@PathVariable String policy) {
        api.send("DELETE", Map.of(), null, SHADOW, policy);
        return Paths.seeOther("/policies/{policy}/shadow", policy);
    }
}
