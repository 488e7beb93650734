package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.Template;
import io.rolecall.knowledge.Verb;
import io.rolecall.policy.Policy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one rule of a version.
 *
 * @param line of its name, from 1
 * @param phase signals, conclusions or plan
 * @param verb what it does when it fires: raise, recommend, step, caution or insertLogical
 * @param facts what its conditions read: {@code models.status}, {@code score.lead}
 * @param scenarios those that expect it by its name; of a conclusion those beside its file that expect its outcome
 * @param fired in how many of the recommendations that were counted, under whatever version
 * @param changed which version changed it last, and who made that; null where it is not known
 */
record RuleCard(
        String name,
        String file,
        int line,
        String phase,
        String verb,
        Head head,
        List<Citations.Citation> cites,
        List<String> facts,
        List<ShownBy> scenarios,
        long fired,
        Provenance.@Nullable Origin changed) {

    /** What stands above its conditions: that which goes with its verb. @param inserts the fact that it derives */
    @Schema(name = "RuleHead")
    @JsonInclude(Include.NON_NULL)
    record Head(
            @Nullable String favours,
            @Nullable String opposes,
            @Nullable Integer weight,
            @Nullable String recommends,
            @Nullable Integer precedence,
            @Nullable Integer order,
            @Nullable String advises,
            @Nullable String until,
            @Nullable String warns,
            @Nullable String inserts,
            @Nullable String because) {

        static Head of(Rule.Says says) {
            if (says instanceof Rule.Raises raises) {
                String leaning = raises.leaning();
                return new Head(
                        raises.favours() ? leaning : null,
                        raises.favours() ? null : leaning,
                        raises.weight(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        raises.because().text());
            } else if (says instanceof Rule.Recommends recommends) {
                return new Head(
                        null,
                        null,
                        null,
                        recommends.outcome(),
                        recommends.precedence(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        recommends.because().text());
            } else if (says instanceof Rule.Advises advises) {
                Template until = advises.until();
                return new Head(
                        null,
                        null,
                        null,
                        null,
                        null,
                        advises.order(),
                        advises.advises().text(),
                        until == null ? null : until.text(),
                        null,
                        null,
                        null);
            }
            return new Head(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    says instanceof Rule.Warns warns ? warns.warns().text() : null,
                    says instanceof Rule.Inserts inserts ? inserts.type().name() : null,
                    null);
        }
    }

    /** A scenario, and where it stands. */
    record ShownBy(String name, String file, int line) {}

    static RuleCard of(Rule rule, Policy policy, long fired, Provenance.@Nullable Origin changed) {
        return new RuleCard(
                rule.name(),
                rule.file(),
                rule.line(),
                rule.phase().word(),
                Verb.of(rule).word(),
                Head.of(rule.says()),
                Citations.each(rule.cites(), policy.sources()),
                rule.reads(),
                policy.samples().stream()
                        .filter(scenario -> scenario.expects(rule))
                        .map(scenario -> new ShownBy(
                                scenario.name(),
                                scenario.at().file(),
                                scenario.at().line()))
                        .toList(),
                fired,
                changed);
    }
}
