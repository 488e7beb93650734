/**
 * Rolecall: facts in; a recommendation with its reasons out, recorded before it is sent. Read this first.
 *
 * <pre>
 * POST /v1/policies/hiring/recommendations
 *   RecommendationController            reads the request                                 advice
 *   → LivePolicies                      one atomic read: version + knowledge base         serving
 *   → KnowledgeBase.evaluate(facts)     pure: facts in; signals, conclusion, trace out    knowledge
 *   → Recommendation                    immutable; result, recorded answer, response body advice
 *   → AuditLog.append(…)                durable, or no answer                             audit
 *   → 201
 * </pre>
 *
 * <p>Packages depend on each other in one direction: advice → serving → policy → knowledge → vocabulary; audit is a leaf. The pages for
 * people in ui depend on none of them: they call the HTTP API as anybody does, only without the network.
 */
@NullMarked
package io.rolecall;

import org.jspecify.annotations.NullMarked;
