package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.audit.FiredRules;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.RuleSentence;
import io.rolecall.knowledge.RuleText;
import io.rolecall.policy.Policy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rules of a version, for those who keep them. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Policies")
class RuleController {

    private static final String VERSION = "The number of the version; left out, the live one";

    private final VersionChoice versions;
    private final Provenance provenance;
    private final AuditLog audit;
    private final Kept<String, FiredRules> fired = new Kept<>();

    RuleController(VersionChoice versions, Provenance provenance, AuditLog audit) {
        this.versions = versions;
        this.provenance = provenance;
        this.audit = audit;
    }

    /**
     * @param items in the order of the files
     * @param next null: they are all there
     */
    record RuleList(
            Recommendation.Version policy,
            List<RuleCard> items,
            @Nullable String next,
            Counted counted) {}

    /**
     * What {@code fired} was counted over.
     *
     * @param of the recommendations of the policy recorded last, under whatever version
     * @param erased how many of them tell nothing any more
     * @param since when the earliest of them was recorded; null where there is none
     * @param all false where there are earlier ones
     */
    @Schema(name = "FiredCount")
    record Counted(long of, long erased, @Nullable Instant since, boolean all) {

        static Counted of(FiredRules fired) {
            return new Counted(fired.of(), fired.erased(), fired.since(), fired.all());
        }
    }

    /**
     * @param text as it stands in its file
     * @param sentence what it says, for people who have never seen a rule
     */
    record RuleDetails(Recommendation.Version policy, RuleCard rule, String text, String sentence, Counted counted) {}

    @GetMapping("/rules")
    @Operation(
            operationId = "rules",
            summary = "The rules of a version, with what they read, who shows them and how often they fired",
            description = "`fired` is counted over the " + FiredRules.MOST
                    + " recommendations of the policy recorded last, under whatever version: `counted` says how many"
                    + " those were, since when, and how many of them are erased and tell nothing any more. Where counting"
                    + " takes long, that may be some seconds old.")
    RuleList rules(
            @PathVariable String policy,
            @Parameter(description = VERSION) @RequestParam(required = false) @Nullable Integer version,
            @Parameter(description = "A leaning that they favour or oppose") @RequestParam(required = false) @Nullable
                    String leaning,
            @Parameter(description = "A fact that their conditions read, such as models, or a field: models.status")
                    @RequestParam(required = false)
                    @Nullable
                    String fact,
            @Parameter(description = "A source that they cite, such as 0, or a place of it: 0-30")
                    @RequestParam(required = false)
                    @Nullable
                    String source,
            @Parameter(
                            description = "Only those that never did, as far as was counted",
                            schema = @Schema(allowableValues = "never"))
                    @RequestParam(required = false)
                    @Nullable
                    String fired,
            @Parameter(description = "The file in which they stand") @RequestParam(required = false) @Nullable
                    String file) {
        Answering chosen = versions.chosen(policy, version);
        FiredRules counted = fired(policy);
        RuleFilter filter = RuleFilter.of(chosen.policy())
                .leaning(leaning)
                .fact(fact)
                .source(source)
                .file(file)
                .fired(fired, rule -> !counted.times().containsKey(rule.name()));
        List<Rule> rules = chosen.policy().base().rulebook().rules().stream()
                .filter(filter::shows)
                .toList();
        return new RuleList(chosen.named(), cards(chosen, rules, counted), null, Counted.of(counted));
    }

    @GetMapping("/rule")
    @Operation(
            operationId = "rule",
            summary = "One rule of a version: as GET …/rules has it, its text, and what it says in a sentence")
    RuleDetails rule(
            @PathVariable String policy,
            @Parameter(description = "The rule's name", required = true) @RequestParam(required = false) @Nullable
                    String name,
            @Parameter(description = VERSION) @RequestParam(required = false) @Nullable Integer version) {
        if (name == null) {
            throw new ProblemException(Problem.BAD_PARAMETER, "name is missing (expected: the rule's name).");
        }
        Answering chosen = versions.chosen(policy, version);
        Policy text = chosen.policy();
        Rule rule = text.base().rulebook().rules().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UnknownRule.of(text, name));
        FiredRules counted = fired(policy);
        return new RuleDetails(
                chosen.named(),
                cards(chosen, List.of(rule), counted).get(0),
                RuleText.of(rule, text.bundle().text(rule.file())),
                new RuleSentence(text.base().rulebook(), text.about().titles()).of(rule),
                Counted.of(counted));
    }

    private FiredRules fired(String policy) {
        return fired.get(policy, () -> audit.fired(policy));
    }

    private List<RuleCard> cards(Answering chosen, List<Rule> rules, FiredRules counted) {
        Map<String, Provenance.Origin> changed = provenance
                .of(
                        chosen.policy().name(),
                        chosen.version(),
                        rules.stream().map(Rule::name).toList(),
                        Instant.now())
                .stream()
                .collect(Collectors.toMap(Provenance.Origin::rule, Function.identity()));
        return rules.stream()
                .map(rule -> RuleCard.of(
                        rule, chosen.policy(), counted.times().getOrDefault(rule.name(), 0L), changed.get(rule.name())))
                .toList();
    }

    @GetMapping("/vocabulary")
    @Operation(
            operationId = "vocabulary",
            summary = "All that may be written in a rule of a version: what an editor offers while somebody writes")
    Vocabulary vocabulary(
            @PathVariable String policy,
            @Parameter(description = VERSION) @RequestParam(required = false) @Nullable Integer version) {
        return Vocabulary.of(versions.chosen(policy, version));
    }
}
