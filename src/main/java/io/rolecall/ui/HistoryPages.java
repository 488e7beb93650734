package io.rolecall.ui;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Every version a policy had, which was live when, and who serves which now. */
@Controller
class HistoryPages {

    private static final int PAGE = 10;

    private final Api api;

    HistoryPages(Api api) {
        this.api = api;
    }

    /**
     * @param cursor of the versions
     * @param live cursor of the activations
     */
    @GetMapping("/policies/{policy}/versions")
    String history(
            @PathVariable String policy,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "") String live,
            Model model) {
        model.addAttribute("policy", api.get("/v1/policies/{policy}", policy));
        model.addAttribute("versions", page("versions", policy, cursor));
        model.addAttribute("activations", page("activations", policy, live));
        model.addAttribute("cursor", cursor);
        model.addAttribute("live", live);
        return "versions";
    }

    private Map<String, Object> page(String list, String policy, String cursor) {
        return api.get("/v1/policies/{policy}/" + list + "?limit={limit}&cursor={cursor}", policy, PAGE, cursor);
    }

    @GetMapping("/policies/{policy}/replicas")
    String replicas(@PathVariable String policy, Model model) {
        Map<String, Object> about = api.get("/v1/policies/{policy}", policy);
        var replicas = Items.of(api.get("/v1/policies/{policy}/replicas", policy));
        model.addAttribute("policy", about);
        model.addAttribute("replicas", replicas);
        model.addAttribute(
                "agreed",
                replicas.stream().map(one -> one.get("version")).distinct().count() <= 1
                        && replicas.stream().allMatch(one -> one.get("refused") == null));
        return "replicas";
    }
}
