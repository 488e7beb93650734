package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The editor of a policy. Its page is one form that carries the draft; each button sends it and shows the page anew. A script sends the
 * same form while somebody types, and takes from the answer only the part that it asked for.
 */
@Controller
@RequestMapping("/policies/{policy}/edit")
class EditController {

    private final Api api;

    EditController(Api api) {
        this.api = api;
    }

    /** @param rule to go to, instead of a file and line */
    @GetMapping
    String open(
            @PathVariable String policy,
            @RequestParam(required = false) @Nullable Integer base,
            @RequestParam(required = false) @Nullable String file,
            @RequestParam(required = false) @Nullable Integer line,
            @RequestParam(required = false) @Nullable String rule,
            Model model) {
        int newest = BaseFiles.newest(api, policy);
        Editing editing = new Editing(
                BaseFiles.of(api, policy, base == null ? newest : base),
                Draft.none(base == null ? newest : base),
                file);
        if (file != null && !editing.has(file)) {
            model.addAttribute("unknown", file);
        } else {
            model.addAttribute("line", line);
        }
        if (rule != null) {
            Map<String, Object> found = Items.object(
                    api.get(
                            "/v1/policies/{policy}/rule?name={rule}&version={version}",
                            policy,
                            rule,
                            editing.draft().base()),
                    "rule");
            editing = editing.at(Items.text(found, "file"));
            model.addAttribute("line", found.get("line"));
        }
        return show(editing, newest, model);
    }

    @PostMapping
    Object act(
            @PathVariable String policy,
            @RequestParam int base,
            @RequestParam MultiValueMap<String, String> form,
            Model model) {
        Editing editing = new Editing(BaseFiles.of(api, policy, base), Draft.of(base, form), form.getFirst("file"))
                .written(form.getFirst("text"));
        model.addAttribute("trial", Trial.of(api, editing, form));
        model.addAttribute("typed", form.toSingleValueMap());
        String opened = form.getFirst("open");
        if (opened != null) {
            if (!editing.has(opened)) {
                model.addAttribute("unknown", opened);
            }
            return show(editing.at(opened), BaseFiles.newest(api, policy), model);
        }
        return switch (Objects.requireNonNullElse(form.getFirst("do"), "check")) {
            case "discard" -> Paths.seeOther("/policies/{policy}/edit", policy);
            case "publish" -> publish(editing, form, model);
            case "rebase" -> rebase(editing, model);
            case "new" -> show(editing.begun(form.getFirst("name")), BaseFiles.newest(api, policy), model);
            case "remove" -> show(editing.without(), BaseFiles.newest(api, policy), model);
            case "restore" -> show(editing.restored(), BaseFiles.newest(api, policy), model);
            default -> part(editing, form, model);
        };
    }

    /** What a script asks for alone; the whole page without scripts. */
    private String part(Editing editing, MultiValueMap<String, String> form, Model model) {
        String part = Objects.requireNonNullElse(form.getFirst("part"), "page");
        return switch (part) {
            case "checks" -> {
                model.addAttribute("edit", editing.page(BaseFiles.newest(api, editing.policy()), check(editing)));
                yield "edit :: checks";
            }
            case "facts" -> {
                model.addAttribute("examples", examples(editing.policy()));
                yield "edit :: facts";
            }
            case "tried" -> "edit :: tried";
            default -> show(editing, BaseFiles.newest(api, editing.policy()), model);
        };
    }

    private Object publish(Editing editing, MultiValueMap<String, String> form, Model model) {
        String policy = editing.policy();
        String actor = Objects.requireNonNullElse(form.getFirst("actor"), "").strip();
        if (editing.draft().isEmpty() || actor.isEmpty()) {
            model.addAttribute(
                    "refused", editing.draft().isEmpty() ? "Nothing is changed yet." : "Write your name first.");
            return show(editing, BaseFiles.newest(api, policy), model);
        }
        try {
            Api.Answer made = api.send(
                    "POST",
                    Map.of("Rolecall-Actor", actor),
                    Map.of(
                            "base", editing.draft().base(),
                            "files", editing.draft().files(),
                            "note", Objects.requireNonNullElse(form.getFirst("note"), "")),
                    "/v1/policies/{policy}/versions",
                    policy);
            return Paths.seeOther("/policies/{policy}/versions/{number}", policy, made.made());
        } catch (ApiProblem problem) {
            model.addAttribute("refused", problem.detail());
            return show(editing, BaseFiles.newest(api, policy), model);
        }
    }

    private String rebase(Editing editing, Model model) {
        int newest = BaseFiles.newest(api, editing.policy());
        BaseFiles onto = BaseFiles.of(api, editing.policy(), newest);
        Rebase rebase = Rebase.of(editing.draft(), editing.base(), onto);
        model.addAttribute("rebased", rebase);
        String file =
                rebase.both().isEmpty() ? editing.file() : rebase.both().get(0).path();
        return show(new Editing(onto, rebase.draft(), file), newest, model);
    }

    private String show(Editing editing, int newest, Model model) {
        model.addAttribute("edit", editing.page(newest, check(editing)));
        model.addAttribute("live", live(editing.policy()));
        model.addAttribute("examples", examples(editing.policy()));
        if (!model.containsAttribute("trial")) {
            model.addAttribute("trial", Trial.NONE);
        }
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", Map.of());
        }
        return "edit";
    }

    /** The version that answers; null where none does yet. */
    private @Nullable Object live(String policy) {
        try {
            return api.get("/v1/policies/{policy}", policy).get("version");
        } catch (ApiProblem none) {
            return null;
        }
    }

    private DraftCheck check(Editing editing) {
        String any = editing.base().first();
        String text = editing.draft().isEmpty() ? editing.base().text(any) : "";
        return DraftCheck.of(api, editing.policy(), editing.draft(), any, Objects.requireNonNull(text));
    }

    /** Of the live version; a policy that has none has none. */
    private List<Map<String, Object>> examples(String policy) {
        try {
            return Items.of(api.get("/v1/policies/{policy}/examples", policy));
        } catch (ApiProblem none) {
            return List.of();
        }
    }
}
