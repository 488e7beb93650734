package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.Evaluation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer rests on: all that is told of it in sentences, in any detail. It holds what was recorded, and the titles, questions and
 * sources of the version that gave the answer; nothing else.
 *
 * @param outcome null where undecided
 * @param reason why it is undecided; left out where it is not
 * @param scores how far the evidence went for each leaning, the highest first
 * @param spokeFor the conclusions that led to the answer, and the evidence for the leanings that these rest on
 * @param spokeAgainst what would have led elsewhere, and the evidence for other leanings
 * @param alsoSaid the evidence where no score leads to the answer
 * @param unknown what was not given, first that for which most rules wait
 * @param leftOut how much more there is in full detail
 * @param sources of what is told
 * @param masked what is kept out of the record; left out itself where nothing is
 */
record Account(
        Detail detail,
        String title,
        String statement,
        String status,
        @Nullable String outcome,
        @JsonInclude(Include.NON_NULL) @Nullable String reason,
        List<Standing> scores,
        List<Reason> spokeFor,
        List<Reason> spokeAgainst,
        List<Reason> alsoSaid,
        List<OpenQuestion> unknown,
        List<Evaluation.Step> plan,
        List<Evaluation.Caution> cautions,
        LeftOut leftOut,
        List<CitedSource> sources,

        @JsonInclude(Include.NON_NULL) @Nullable List<String> masked,

        Origin recorded)
        implements Told {

    @Override
    public List<Block> page() {
        return Prose.of(this);
    }

    /** @param leaning its title */
    record Standing(String leaning, int total) {}

    /**
     * What one rule said.
     *
     * @param leadsTo of a conclusion the title of its outcome
     * @param decided of a conclusion whether it stood at the highest precedence
     * @param favours of evidence the title of the leaning that it speaks for
     * @param opposes of evidence the title of the leaning that it speaks against
     * @param facts what its conditions read, by path
     */
    @JsonInclude(Include.NON_NULL)
    record Reason(
            String text,
            @Nullable String leadsTo,
            @Nullable Boolean decided,
            @Nullable String favours,
            @Nullable String opposes,
            @Nullable Integer weight,
            String rule,
            String file,
            int line,

            @JsonInclude(content = Include.ALWAYS) Map<String, @Nullable Object> facts,

            List<String> cites) {}

    /**
     * A fact that was not given.
     *
     * @param question null where its version asks none
     * @param why what the answer decides, in the version's words
     * @param rules how many rules could not be decided without it; left out where facts are masked, so that nobody can tell
     */
    record OpenQuestion(
            String fact,
            @Nullable String question,
            @JsonInclude(Include.NON_NULL) @Nullable String why,
            @JsonInclude(Include.NON_NULL) @Nullable Integer rules) {}

    /** How many of each are not told. */
    record LeftOut(int spokeFor, int spokeAgainst, int alsoSaid, int unknown, int plan, int cautions) {}

    /**
     * What a citation stands for.
     *
     * @param places in the source; empty where the whole is meant
     */
    record CitedSource(
            String key,
            List<String> places,
            String title,
            @Nullable String author,
            @Nullable Integer year,
            @Nullable String where) {}

    /**
     * Where all this is from.
     *
     * @param id the record's; left out where nothing is recorded
     * @param leaf the hash of the record's entry in the log, in base64
     */
    record Origin(
            Recommendation.Version policy,
            String policyTitle,
            @JsonInclude(Include.NON_NULL) @Nullable String id,
            @JsonInclude(Include.NON_NULL) @Nullable String recordedAt,
            @JsonInclude(Include.NON_NULL) @Nullable String leaf,
            @JsonInclude(Include.NON_NULL) @Nullable String reference) {}
}
