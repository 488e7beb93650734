package io.rolecall.advice;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.policy.Policy;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A recommendation that was given, as far as a shadow needs it.
 *
 * @param policy what answered
 * @param facts as received, with the true values of what is masked
 * @param masked the paths that are kept out of records
 */
record Answered(String id, Policy policy, JsonNode facts, Set<String> masked, Evaluation evaluation) {}
