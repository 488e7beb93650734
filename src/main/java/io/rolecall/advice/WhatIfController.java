package io.rolecall.advice;

import io.rolecall.knowledge.Changes;
import io.rolecall.serving.Turns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What another situation, or another weight, would have led to. */
@RestController
@RequestMapping(path = "/v1/recommendations/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Recommendations")
class WhatIfController {

    private static final int MOST = 50;

    private final PastAnswers answers;
    private final Turns turns;

    WhatIfController(PastAnswers answers, Turns turns) {
        this.answers = answers;
        this.turns = turns;
    }

    @GetMapping("/changes")
    @Operation(
            operationId = "changes",
            summary = "What would have to be different for another outcome",
            description =
                    "The smallest sets of changed facts that lead to another outcome, or to the one that is asked for, under"
                            + " the recorded version: each tried on the rules, and none with a change that it does not take."
                            + " Fewest changes first, then the least effort. Sets of one and of two changes are all"
                            + " found, over the values that the rules tell apart; of three only until there are enough."
                            + " searched says what was looked at, and whether that is not all: it ends after "
                            + Alternatives.BUDGET + " situations. An answer without an outcome has the outcome"
                            + " `undecided`; no set leads there.")
    Alternatives changes(
            @PathVariable String id,
            @Parameter(description = "An outcome of the policy; any other than the present one where it is left out")
                    @RequestParam(required = false)
                    @Nullable
                    String outcome,
            @Parameter(description = "How many sets, from 1 to " + MOST) @RequestParam(required = false) @Nullable
                    Integer limit,
            @Parameter(description = "true: facts may change, too, that nobody can change, such as an industry")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean given,
            @Parameter(description = "true: what is not known may become known")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean unknown) {
        int count = QueryParameters.limit(limit, Alternatives.USUAL, MOST);
        return answers.look(id, answer -> {
            String wanted = outcome == null ? null : answer.outcome(outcome).id();
            Changes.Wish wish = new Changes.Wish(
                    wanted, count, Boolean.TRUE.equals(given), Boolean.TRUE.equals(unknown), Alternatives.BUDGET);
            return turns.take(() -> Alternatives.of(answer.policy(), answer.facts(), wish));
        });
    }

    @GetMapping("/sensitivity")
    @Operation(
            operationId = "sensitivity",
            summary = "How firm the answer is",
            description =
                    "Of each rule that fired the smallest change of its weight, and of each number among the facts the"
                            + " smallest change, with which the outcome is another, `undecided` included; what is missing"
                            + " changes nothing by itself. Where proven is false some rules cannot be reasoned about, and"
                            + " the lists may miss something.")
    Firmness sensitivity(@PathVariable String id) {
        return answers.look(id, answer -> Firmness.of(answer.policy(), answer.facts()));
    }
}
