package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The audit explorer: what was recorded, whether it still is what was signed, and what may be done with it. */
@Controller
@RequestMapping("/audit")
class AuditPages {

    private final Api api;

    AuditPages(Api api) {
        this.api = api;
    }

    @GetMapping
    String search(RecordSearch search, Model model) {
        model.addAttribute("search", search);
        model.addAttribute("titles", OutcomeTitles.of(api));
        model.addAttribute("log", LogHead.of(api));
        try {
            Map<String, Object> found = search.find(api);
            model.addAttribute("found", Items.of(found));
            String cursor = Items.optional(found, "next");
            model.addAttribute("next", cursor == null ? null : search.next(cursor));
        } catch (ApiProblem problem) {
            if (problem.status() != 400) {
                throw problem;
            }
            model.addAttribute("found", List.of());
            model.addAttribute("refused", problem.detail());
        }
        return "audit";
    }

    /** @param replay the version to answer again under; nothing is recorded by that */
    @GetMapping("/{id}")
    String record(@PathVariable String id, @RequestParam(required = false) @Nullable String replay, Model model) {
        RecordPage page = RecordPage.of(api, id);
        model.addAttribute("page", page);
        model.addAttribute("key", LogHead.of(api).key());
        if (replay != null) {
            boolean own = replay.equals(Items.optional(page.policy(), "version"));
            model.addAttribute("replayed", Replayed.of(api, id, replay, own));
        }
        return "record";
    }

    /** Where a form was refused and the page is loaded again. */
    @GetMapping({"/{id}/hold", "/{id}/release"})
    ResponseEntity<Void> back(@PathVariable String id) {
        return Paths.seeOther("/audit/{id}#keep", id);
    }

    @PostMapping("/{id}/hold")
    Object hold(@PathVariable String id, @RequestParam String reason) {
        try {
            api.send("PUT", Map.of(), Map.of("reason", reason.strip()), "/v1/recommendations/{id}/hold", id);
        } catch (ApiProblem problem) {
            if (!problem.kind().equals("bad-hold")) {
                throw problem;
            }
            return new ModelAndView(
                    "record",
                    Map.of(
                            "page", RecordPage.of(api, id),
                            "key", LogHead.of(api).key(),
                            "wrong", problem.detail(),
                            "reason", reason),
                    HttpStatus.BAD_REQUEST);
        }
        return Paths.seeOther("/audit/{id}#keep", id);
    }

    @PostMapping("/{id}/release")
    ResponseEntity<Void> release(@PathVariable String id) {
        api.send("DELETE", Map.of(), null, "/v1/recommendations/{id}/hold", id);
        return Paths.seeOther("/audit/{id}#keep", id);
    }

    /** What it would mean, before it is done. */
    @GetMapping("/{id}/erase")
    String erasing(@PathVariable String id, Model model) {
        model.addAttribute("page", RecordPage.of(api, id));
        return "erase";
    }

    /** By nobody who did not say that they are sure. */
    @PostMapping(path = "/{id}/erase", params = "sure")
    ResponseEntity<Void> erase(@PathVariable String id) {
        api.send("DELETE", Map.of(), null, "/v1/recommendations/{id}/payload", id);
        return Paths.seeOther("/audit/{id}", id);
    }
}
