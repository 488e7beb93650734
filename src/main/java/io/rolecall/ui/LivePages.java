package io.rolecall.ui;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is answered now, and lately. */
@Controller
class LivePages {

    /** The newest; more lines than these hide the columns. */
    private static final int MARKS = 20;

    private final Api api;

    LivePages(Api api) {
        this.api = api;
    }

    /** How far back it looks, in columns of which length. */
    enum Span {
        HOUR("Last hour", Duration.ofHours(1), "1m", "a minute", "HH:mm"),
        DAY("Last day", Duration.ofDays(1), "1h", "an hour", "d MMM, HH:mm"),
        WEEK("Last week", Duration.ofDays(7), "6h", "six hours", "d MMM, HH:mm"),
        MONTH("Last month", Duration.ofDays(30), "1d", "a day", "d MMM");

        private final String title;
        private final Duration length;
        private final String step;
        private final String column;
        private final DateTimeFormatter format;

        Span(String title, Duration length, String step, String column, String format) {
            this.title = title;
            this.length = length;
            this.step = step;
            this.column = column;
            this.format = DateTimeFormatter.ofPattern(format, Locale.ENGLISH).withZone(ZoneOffset.UTC);
        }

        /** What is not one of them is the first. */
        static Span of(@Nullable String name) {
            return Arrays.stream(values())
                    .filter(span -> span.id().equals(name))
                    .findFirst()
                    .orElse(HOUR);
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String title() {
            return title;
        }

        public String column() {
            return column;
        }

        /** A time in UTC, as exactly as the columns tell. */
        public String clock(String time) {
            return format.format(Instant.parse(time));
        }
    }

    /**
     * Where a policy's version went live.
     *
     * @param number that the line has in the chart
     * @param x in percent
     */
    record Mark(int number, double x, Map<String, Object> activation) {}

    @GetMapping("/live")
    String live(
            @RequestParam(required = false) @Nullable String policy,
            @RequestParam(required = false) @Nullable String span,
            Model model,
            HttpServletResponse response) {
        Span chosen = Span.of(span);
        String of = policy == null ? "" : policy;
        Instant now = Instant.now();
        OutcomeTitles titles = OutcomeTitles.of(api);
        model.addAttribute("titles", titles);
        model.addAttribute("policy", of);
        model.addAttribute("span", chosen);
        model.addAttribute("spans", Span.values());
        model.addAttribute("now", now.toString());
        model.addAttribute("latencies", api.get("/v1/latencies"));
        try {
            Map<String, Object> statistics = api.get(
                    "/v1/statistics?policy={policy}&from={from}&to={to}&step={step}",
                    of,
                    now.minus(chosen.length),
                    now,
                    chosen.step);
            model.addAttribute("statistics", statistics);
            model.addAttribute("chart", StackChart.of(Items.list(statistics, "buckets"), titles));
            model.addAttribute("marks", marks(statistics));
        } catch (ApiProblem problem) {
            response.setStatus(problem.status());
            model.addAttribute("uncounted", uncounted(problem, chosen));
        }
        return "live";
    }

    /** Why there is no chart, and what to do about it. */
    private static String uncounted(ApiProblem problem, Span span) {
        if (problem.status() != 400) {
            return problem.title() + ". Try again in a moment.";
        }
        return problem.detail() + (span == Span.HOUR ? " Choose one policy." : " Choose a shorter time.");
    }

    /** The oldest first. */
    private static List<Mark> marks(Map<String, Object> statistics) {
        Instant from = Instant.parse(Items.text(statistics, "from"));
        double whole = Duration.between(from, Instant.parse(Items.text(statistics, "to")))
                .toMillis();
        List<Map<String, Object>> newest =
                Items.list(statistics, "activations").stream().limit(MARKS).toList();
        List<Mark> marks = new ArrayList<>();
        for (int i = newest.size() - 1; i >= 0; i--) {
            Instant at = Instant.parse(Items.text(newest.get(i), "at"));
            marks.add(new Mark(marks.size() + 1, Duration.between(from, at).toMillis() * 100 / whole, newest.get(i)));
        }
        return marks;
    }
}
