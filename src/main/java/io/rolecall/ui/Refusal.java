package io.rolecall.ui;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.ui.Model;

/**
 * What a form asked for and the API refused. The page is shown again, with what was written, and says it where it was asked.
 *
 * @param form which of the page's forms
 * @param sent what was written in it
 * @param next what to do about it
 */
record Refusal(
        String form,
        Map<String, String> sent,
        String title,
        String detail,
        List<Map<String, Object>> errors,
        String next) {

    /**
     * @param deed does what the form asks for, and says where the browser goes then
     * @param again puts the page together that holds the form
     * @return what one of both returned
     */
    static Object orElse(
            Supplier<Object> deed,
            String form,
            Map<String, String> sent,
            Supplier<String> again,
            Model model,
            HttpServletResponse response) {
        try {
            return deed.get();
        } catch (ApiProblem e) {
            if (e.kind().equals("unknown-policy")) {
                throw e;
            }
            response.setStatus(e.status());
            model.addAttribute(
                    "refusal", new Refusal(form, sent, e.title(), e.detail(), e.errors(), next(e.kind(), e.status())));
            return again.get();
        }
    }

    private static String next(String kind, int status) {
        return switch (kind) {
            case "own-review" -> "Ask somebody else to look at it, and send them this page’s address.";
            case "not-approved" -> "Ask others to review it: they can do so on this page.";
            case "not-passed" -> "Mend in the editor what the checks found, and publish that as a new version.";
            case "overtaken" -> "See in the history which version is live now, and decide again.";
            case "not-everywhere" -> "See under Replicas who is behind. They follow by themselves.";
            case "too-many-impacts" -> "Wait until one is done, and start it again.";
            case "bad-parameter" -> "Write the name without spaces, as you want it to be in the record.";
            default -> status >= 500 ? "Try again in a moment." : "Change what you wrote, and send it again.";
        };
    }
}
