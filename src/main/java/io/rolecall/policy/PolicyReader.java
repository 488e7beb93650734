package io.rolecall.policy;

import io.rolecall.knowledge.Analysis;
import io.rolecall.knowledge.Characters;
import io.rolecall.knowledge.Checked;
import io.rolecall.knowledge.Checker;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Findings;
import io.rolecall.knowledge.KnowledgeBase;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.SourceFile;
import io.rolecall.knowledge.Span;
import io.rolecall.knowledge.Terms;
import io.rolecall.policy.Policy.About;
import io.rolecall.policy.Policy.Guide;
import io.rolecall.policy.Policy.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a policy's files to a policy that can answer, or to everything that is wrong with them. */
public final class PolicyReader {

    /** A file's name is shown in answers and records, beside the rules that stand in it. */
    private static final Pattern PLAIN_PATH =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_. -]*(/[A-Za-z0-9_][A-Za-z0-9_. -]*)*");

    private static final int LONGEST_PATH = 200;

    private final Bundle bundle;
    private final Findings findings = new Findings();
    private final Map<String, String> texts = new TreeMap<>();

    private PolicyReader(Bundle bundle) {
        this.bundle = bundle;
    }

    /**
     * @param policy null where a finding is an error
     * @param findings errors and warnings
     */
    public record Reading(@Nullable Policy policy, List<Finding> findings) {}

    /** Checks everything, then compiles. Takes as long as compiling does: up to a few seconds. */
    public static Reading read(Bundle bundle) {
        PolicyReader reader = new PolicyReader(bundle);
        Policy policy;
        try {
            policy = reader.read();
        } catch (Findings.TooMany e) {
            return new Reading(null, reader.findings.cutShort());
        }
        return new Reading(
                policy,
                reader.findings.stream()
                        .filter(finding -> !reader.follows(finding))
                        .toList());
    }

    private @Nullable Policy read() {
        bundle.files().forEach(this::decode);
        YamlPolicy yaml = new YamlPolicy(texts, findings);
        About about = yaml.about(bundle.name());
        Map<String, Source> sources = yaml.sources();
        Terms terms = terms(about, sources);
        Checked checked = Checker.check(ruleFiles(), terms);
        findings.addAll(checked.findings());
        Map<String, Guide> guides = yaml.guides(terms);
        checkGuides(about, guides, yaml);
        Set<String> rules = checked.rulebook().rules().stream().map(Rule::name).collect(Collectors.toSet());
        List<Scenario> scenarios = yaml.scenarios(rules, terms, checked.passed());
        List<Scenario> teams = yaml.teams(rules, terms, checked.passed());
        if (findings.stream().anyMatch(Finding::isError)) {
            return null;
        }
        List<Scenario> samples =
                Stream.concat(scenarios.stream(), teams.stream()).toList();
        findings.addAll(HouseRules.check(checked.rulebook().rules(), samples));
        findings.addAll(Analysis.of(checked.rulebook()).findings());
        KnowledgeBase base = KnowledgeBase.compile(checked.rulebook());
        return new Policy(bundle, about, guides, sources, scenarios, teams, Stated.of(samples), base);
    }

    /** Whether a finding only says that another file could not be read as meant, which is said there. */
    private boolean follows(Finding finding) {
        return switch (finding.code()) {
            case UNKNOWN_LEANING, UNKNOWN_OUTCOME -> hasError(finding, path -> path.equals(Policy.FILE));
            case UNKNOWN_CITATION -> hasError(finding, path -> path.equals(YamlPolicy.REFERENCES));
            case UNKNOWN_FACT, UNKNOWN_ENUM, UNKNOWN_TYPE, UNKNOWN_RULE ->
                hasError(finding, path -> path.endsWith(".drl") && !texts.containsKey(path));
            case NO_FACTS ->
                bundle.files().keySet().stream().anyMatch(path -> path.endsWith(".drl") && !texts.containsKey(path));
            default -> false;
        };
    }

    private boolean hasError(Finding finding, Predicate<String> file) {
        return findings.stream()
                .anyMatch(other -> other.isError()
                        && file.test(other.file())
                        && !other.file().equals(finding.file()));
    }

    private void decode(String path, byte[] content) {
        if (path.endsWith(".yml")) {
            findings.add(Finding.of(
                    Code.FILE_NAME, new Span(path, 1, 1, 1), null, "This file is not read.", "Call it .yaml."));
            return;
        }
        if (!PLAIN_PATH.matcher(path).matches() || path.length() > LONGEST_PATH) {
            findings.add(Finding.of(
                    Code.UNREADABLE,
                    new Span(Policy.FILE, 1, 1, 1),
                    null,
                    "The folder has a file that is called \"" + shown(path)
                            + "\" (expected: letters from a to z, digits," + " spaces, points, dashes and _; at most "
                            + LONGEST_PATH + ").",
                    "Rename it."));
            return;
        }
        if (content.length > SourceFile.MOST_BYTES) {
            findings.add(Finding.of(
                    Code.FILE_TOO_LONG,
                    new Span(path, 1, 1, 1),
                    null,
                    "A file has at most " + SourceFile.MOST_BYTES / 1024 + " KiB.",
                    "Split it by subject."));
            return;
        }
        String text = FileText.decode(path, content, findings);
        if (text != null) {
            texts.put(path, text);
        }
    }

    private static String shown(String path) {
        StringBuilder shown = new StringBuilder();
        path.codePoints().forEach(c -> {
            if (Characters.hidden(c) || c < ' ') {
                shown.append("U+%04X".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return Messages.shorten(shown.toString());
    }

    private List<SourceFile> ruleFiles() {
        return texts.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".drl"))
                .map(file -> new SourceFile(file.getKey(), file.getValue()))
                .toList();
    }

    private Terms terms(About about, Map<String, Source> sources) {
        Map<String, Integer> places = new LinkedHashMap<>();
        sources.forEach((key, source) -> places.put(key, source.places() == null ? 0 : source.places()));
        return new Terms(
                bundle.name().replace('-', '_'),
                about.leanings().stream().map(Policy.Leaning::id).toList(),
                about.outcomes().stream().map(Policy.Outcome::id).toList(),
                places);
    }

    private void checkGuides(About about, Map<String, Guide> guides, YamlPolicy yaml) {
        for (Policy.Outcome outcome : about.outcomes()) {
            for (String guide : outcome.guides()) {
                // One that is there and cannot be read has a finding of its own.
                if (!bundle.files().containsKey("guides/" + guide + ".yaml")) {
                    findings.add(Finding.of(
                            Code.UNKNOWN_GUIDE,
                            yaml.guidePlace(outcome.id(), guide),
                            null,
                            "There is no guides/" + guide + ".yaml " + Messages.expected(guides.keySet()) + ".",
                            Messages.didYouMean(guide, guides.keySet())));
                }
            }
        }
    }
}
