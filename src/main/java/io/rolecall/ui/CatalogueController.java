package io.rolecall.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The policies that are served, and the rules of each as somebody reads them who does not write DRL. */
@Controller
@RequestMapping("/policies")
class CatalogueController {

    private final Api api;

    CatalogueController(Api api) {
        this.api = api;
    }

    /** What a visitor looks for; blank where it does not matter. @param fired {@code never} */
    record Filter(
            @Nullable String leaning,
            @Nullable String fact,
            @Nullable String source,
            @Nullable String fired,
            @Nullable String file) {

        private String query() {
            UriComponentsBuilder query = UriComponentsBuilder.fromPath("/v1/policies/{policy}/rules");
            parts().forEach((name, value) -> query.queryParam(name, "{" + name + "}"));
            return query.build().toUriString();
        }

        private Object[] values(String policy) {
            List<Object> values = new ArrayList<>(List.of(policy));
            values.addAll(parts().values());
            return values.toArray();
        }

        private Map<String, String> parts() {
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("leaning", Objects.requireNonNullElse(leaning, ""));
            parts.put("fact", Objects.requireNonNullElse(fact, ""));
            parts.put("source", Objects.requireNonNullElse(source, ""));
            parts.put("fired", Objects.requireNonNullElse(fired, ""));
            parts.put("file", Objects.requireNonNullElse(file, ""));
            parts.values().removeIf(String::isBlank);
            return parts;
        }

        public boolean any() {
            return !parts().isEmpty();
        }
    }

    /** The rules of one file, in its order. */
    record File(String path, List<Map<String, Object>> rules) {}

    @GetMapping
    String policies(Model model) {
        model.addAttribute("policies", Items.of(api.get("/v1/policies")));
        return "policies";
    }

    @GetMapping("/{policy}")
    String rules(@PathVariable String policy, Filter filter, Model model) {
        Map<String, Object> about = api.get("/v1/policies/{policy}", policy);
        model.addAttribute("policy", about);
        model.addAttribute("filter", filter);
        model.addAttribute("titles", Titles.of(about));
        if (about.get("version") == null) {
            return "unserved";
        }
        Map<String, Object> all = api.get(filter.query(), filter.values(policy));
        Map<String, List<Map<String, Object>>> files = new LinkedHashMap<>();
        Items.of(all)
                .forEach(rule -> files.computeIfAbsent(Items.text(rule, "file"), path -> new ArrayList<>())
                        .add(rule));
        model.addAttribute("counted", all.get("counted"));
        model.addAttribute("found", Items.of(all).size());
        model.addAttribute(
                "files",
                files.entrySet().stream()
                        .map(file -> new File(file.getKey(), file.getValue()))
                        .toList());
        model.addAttribute("vocabulary", api.get("/v1/policies/{policy}/vocabulary", policy));
        return "rules";
    }

    /** @param version the live one where it is left out */
    @GetMapping("/{policy}/rule")
    String rule(
            @PathVariable String policy,
            @RequestParam String rule,
            @RequestParam(required = false) @Nullable Integer version,
            Model model) {
        Map<String, Object> about = api.get("/v1/policies/{policy}", policy);
        model.addAttribute("policy", about);
        model.addAttribute(
                "found",
                version == null
                        ? api.get("/v1/policies/{policy}/rule?name={rule}", policy, rule)
                        : api.get("/v1/policies/{policy}/rule?name={rule}&version={version}", policy, rule, version));
        model.addAttribute("titles", Titles.of(about));
        return "rule";
    }
}
