package io.rolecall.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What a version would have answered otherwise: while it is found out, and then. */
@Controller
class ImpactPages {

    private final Api api;

    ImpactPages(Api api) {
        this.api = api;
    }

    /** @param from with {@code to} the cell of the matrix whose recommendations are shown; all where they are left out */
    @GetMapping("/policies/{policy}/versions/{number}/impact/{id}")
    String show(
            @PathVariable String policy,
            @PathVariable int number,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, Object> about = api.get("/v1/policies/{policy}", policy);
        ImpactPage page = ImpactPage.of(
                api.get("/v1/policies/{policy}/versions/{number}/impact/{id}", policy, number, id),
                Outcomes.of(about),
                from,
                to);
        if (request.getHeader("HX-Request") != null && !page.running()) {
            response.setHeader("HX-Refresh", "true"); // it asked for the progress, and there is more to show
        }
        model.addAttribute("policy", about);
        model.addAttribute("number", number);
        model.addAttribute("page", page);
        return "impact";
    }
}
