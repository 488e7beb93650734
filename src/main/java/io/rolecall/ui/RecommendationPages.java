package io.rolecall.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A recommendation as people read it, share it, print it and take it along. */
@Controller
@RequestMapping("/recommendations/{id}")
class RecommendationPages {

    private static final String MARKDOWN = "text/markdown";

    private final Api api;

    RecommendationPages(Api api) {
        this.api = api;
    }

    @GetMapping
    String show(@PathVariable String id, Model model) {
        model.addAttribute("page", RecommendationPage.of(api, id));
        model.addAttribute(
                "address", ServletUriComponentsBuilder.fromCurrentRequestUri().toUriString());
        return "recommendation";
    }

    @GetMapping("/why-not")
    String whyNot(@PathVariable String id, @RequestParam String outcome, Model model) {
        Map<String, Object> recorded = api.get("/v1/recommendations/{id}", id);
        String policy = Items.text(Items.object(recorded, "policy"), "name");
        Map<String, Object> told = api.get("/v1/recommendations/{id}/why-not?outcome={outcome}", id, outcome);
        model.addAttribute("recorded", recorded);
        model.addAttribute(
                "page",
                WhyNotPage.of(
                        told, Questionnaire.of(api, policy), Titles.of(api.get("/v1/policies/{policy}", policy))));
        return "why-not";
    }

    @GetMapping("/explanation.md")
    ResponseEntity<byte[]> markdown(@PathVariable String id) {
        Api.Answer answer = api.getAs(MARKDOWN, "/v1/recommendations/{id}/explanation?detail=full", id);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, MARKDOWN + ";charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("recommendation-" + id + ".md")
                                .build()
                                .toString())
                .body(answer.body());
    }

    @PostMapping("/follow-ups")
    ResponseEntity<Void> followUp(@PathVariable String id, @RequestParam String followed, @RequestParam String note) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("followed", followed);
        if (!note.isBlank()) {
            body.put("note", note.strip());
        }
        api.post(body, "/v1/recommendations/{id}/follow-ups", id);
        return Paths.seeOther("/recommendations/{id}#follow-ups", id);
    }
}
