package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rolecall.audit.Hold;
import io.rolecall.audit.Page;
import io.rolecall.audit.Proof;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyDiff;
import io.rolecall.vocabulary.Score;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Completes the API's description with what the controllers' signatures do not say: problems, and what may be null. */
@Component
class ApiDescription implements OpenApiCustomizer {

    private static final String PROBLEM = "Problem";

    /** What callers may leave out is not there. */
    private static final Set<Class<?>> REQUESTS = Set.of(
            RecommendationController.Body.class,
            FollowUpReader.Said.class,
            ReviewController.ReviewBody.class,
            ActivationController.ActivationBody.class,
            ImpactReader.Range.class,
            ShadowSetting.class,
            InterviewReader.InterviewBody.class,
            TrialController.TrialBody.class);

    private static final Map<String, Set<Problem>> PROBLEMS = Map.ofEntries(
            Map.entry(
                    "recommend",
                    EnumSet.of(
                            Problem.STALE,
                            Problem.BAD_JSON,
                            Problem.BAD_FACTS,
                            Problem.BAD_KEY,
                            Problem.BAD_PARAMETER,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.NOT_REPLAYABLE,
                            Problem.OLDER_VERSION,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.KEY_REUSED,
                            Problem.KEY_IN_USE,
                            Problem.ERASED,
                            Problem.NO_POLICY,
                            Problem.OVER_BUDGET,
                            Problem.NOT_RECORDED,
                            Problem.OUTCOME_UNKNOWN,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "recommendation",
                    EnumSet.of(
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.ERASED,
                            Problem.MASKED,
                            Problem.NOT_REPLAYABLE,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "interview",
                    EnumSet.of(
                            Problem.STALE,
                            Problem.BAD_JSON,
                            Problem.BAD_FACTS,
                            Problem.BAD_PARAMETER,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.NOT_REPLAYABLE,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NO_POLICY,
                            Problem.OVER_BUDGET,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry("recommendations", EnumSet.of(Problem.BAD_PARAMETER, Problem.NOT_READABLE)),
            Map.entry("statistics", EnumSet.of(Problem.BAD_PARAMETER, Problem.TOO_BUSY, Problem.NOT_READABLE)),
            Map.entry("export", EnumSet.of(Problem.TOO_MANY_EXPORTS, Problem.DAMAGED, Problem.NOT_READABLE)),
            Map.entry("policy", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.NO_POLICY)),
            Map.entry("replicas", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.NOT_READABLE)),
            Map.entry(
                    "rules",
                    EnumSet.of(
                            Problem.STALE,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.BAD_PARAMETER,
                            Problem.NOT_REPLAYABLE,
                            Problem.NO_POLICY,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "rule",
                    EnumSet.of(
                            Problem.STALE,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.UNKNOWN_RULE,
                            Problem.BAD_PARAMETER,
                            Problem.NOT_REPLAYABLE,
                            Problem.NO_POLICY,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "vocabulary",
                    EnumSet.of(
                            Problem.STALE,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.BAD_PARAMETER,
                            Problem.NOT_REPLAYABLE,
                            Problem.NO_POLICY,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "tryFacts",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_VERSION,
                            Problem.BAD_FACTS,
                            Problem.BAD_PARAMETER,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.POLICY_REFUSED,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.OVER_BUDGET,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry("versions", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.BAD_PARAMETER, Problem.NOT_READABLE)),
            Map.entry(
                    "version",
                    EnumSet.of(
                            Problem.UNKNOWN_POLICY, Problem.UNKNOWN_VERSION, Problem.TOO_BUSY, Problem.NOT_READABLE)),
            Map.entry(
                    "file",
                    EnumSet.of(
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.UNKNOWN_FILE,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "versionDiff",
                    EnumSet.of(
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.BAD_PARAMETER,
                            Problem.NOT_PASSED,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "publish",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_VERSION,
                            Problem.BAD_PARAMETER,
                            Problem.OUTDATED,
                            Problem.POLICY_REFUSED,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NOT_RECORDED,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "review",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_REVIEW,
                            Problem.BAD_PARAMETER,
                            Problem.OWN_REVIEW,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NOT_RECORDED,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry("reviews", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.UNKNOWN_VERSION, Problem.NOT_READABLE)),
            Map.entry(
                    "activate",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_ACTIVATION,
                            Problem.BAD_PARAMETER,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.NOT_PASSED,
                            Problem.NOT_APPROVED,
                            Problem.OVERTAKEN,
                            Problem.NOT_EVERYWHERE,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NOT_RECORDED,
                            Problem.NOT_READABLE)),
            Map.entry("activations", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.BAD_PARAMETER, Problem.NOT_READABLE)),
            Map.entry("examples", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.NO_POLICY)),
            Map.entry("schema", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.NO_POLICY)),
            Map.entry("guide", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.UNKNOWN_GUIDE, Problem.NO_POLICY)),
            Map.entry("checkpoint", EnumSet.of(Problem.NOT_READABLE)),
            Map.entry("entries", EnumSet.of(Problem.BAD_PARAMETER, Problem.NOT_READABLE)),
            Map.entry("consistency", EnumSet.of(Problem.BAD_PARAMETER, Problem.NOT_READABLE)),
            Map.entry(
                    "replay",
                    EnumSet.of(
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.ERASED,
                            Problem.UNKNOWN_VERSION,
                            Problem.BAD_PARAMETER,
                            Problem.NOT_REPLAYABLE,
                            Problem.MASKED,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "explanation",
                    EnumSet.of(
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.BAD_PARAMETER,
                            Problem.NOT_ACCEPTABLE,
                            Problem.ERASED,
                            Problem.NOT_REPLAYABLE,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "whyNot",
                    EnumSet.of(
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.UNKNOWN_RULE,
                            Problem.UNKNOWN_OUTCOME,
                            Problem.BAD_PARAMETER,
                            Problem.NOT_ACCEPTABLE,
                            Problem.MASKED,
                            Problem.ERASED,
                            Problem.NOT_REPLAYABLE,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "changes",
                    EnumSet.of(
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.UNKNOWN_OUTCOME,
                            Problem.BAD_PARAMETER,
                            Problem.MASKED,
                            Problem.ERASED,
                            Problem.NOT_REPLAYABLE,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "sensitivity",
                    EnumSet.of(
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.MASKED,
                            Problem.ERASED,
                            Problem.NOT_REPLAYABLE,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "followUp",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_FOLLOW_UP,
                            Problem.NOT_FOLLOWABLE,
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.ERASED,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NOT_RECORDED,
                            Problem.OUTCOME_UNKNOWN,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "erase",
                    EnumSet.of(
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.HELD,
                            Problem.NOT_RECORDED,
                            Problem.ERASURE_UNFINISHED,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "hold",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_HOLD,
                            Problem.UNKNOWN_RECOMMENDATION,
                            Problem.ERASED,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NOT_RECORDED)),
            Map.entry(
                    "startImpact",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_IMPACT,
                            Problem.BAD_PARAMETER,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.NOT_PASSED,
                            Problem.TOO_MANY_IMPACTS,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NO_POLICY,
                            Problem.TOO_BUSY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "impacts",
                    EnumSet.of(
                            Problem.BAD_PARAMETER,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.NO_POLICY,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "impact",
                    EnumSet.of(Problem.UNKNOWN_IMPACT, Problem.BAD_PARAMETER, Problem.TOO_BUSY, Problem.NOT_READABLE)),
            Map.entry("heldSince", EnumSet.of(Problem.UNKNOWN_RECOMMENDATION, Problem.NOT_HELD, Problem.NOT_READABLE)),
            Map.entry("release", EnumSet.of(Problem.UNKNOWN_RECOMMENDATION, Problem.NOT_RECORDED)),
            Map.entry("followUps", EnumSet.of(Problem.UNKNOWN_RECOMMENDATION, Problem.NOT_READABLE)),
            Map.entry("followUpCounts", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.NO_POLICY, Problem.NOT_READABLE)),
            Map.entry(
                    "setShadow",
                    EnumSet.of(
                            Problem.BAD_JSON,
                            Problem.BAD_SHADOW,
                            Problem.UNKNOWN_POLICY,
                            Problem.UNKNOWN_VERSION,
                            Problem.TOO_LARGE,
                            Problem.UNSUPPORTED_MEDIA_TYPE,
                            Problem.NO_POLICY,
                            Problem.NOT_RECORDED,
                            Problem.NOT_READABLE)),
            Map.entry(
                    "shadow",
                    EnumSet.of(Problem.UNKNOWN_POLICY, Problem.NO_SHADOW, Problem.NO_POLICY, Problem.NOT_READABLE)),
            Map.entry("endShadow", EnumSet.of(Problem.UNKNOWN_POLICY, Problem.NO_POLICY, Problem.NOT_RECORDED)),
            Map.entry("proof", EnumSet.of(Problem.NO_PROOF, Problem.NOT_READABLE, Problem.DAMAGED)));

    @Override
    public void customise(OpenAPI api) {
        api.info(new Info()
                .title("Rolecall")
                .version("v1")
                .description("Facts in; a recommendation with its reasons out, recorded before it is sent."));
        api.servers(List.of(new Server().url("/")));
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<Class<?>> seen = new LinkedHashSet<>();
        for (Class<?> answer : List.of(
                Recommendation.class,
                Page.class,
                Statistics.class,
                LatencyController.Latencies.class,
                PolicyController.PolicyList.class,
                VersionController.VersionList.class,
                VersionController.Whole.class,
                PolicyDiff.class,
                PublicationController.Published.class,
                PublicationController.VersionBody.class,
                ReviewController.ReviewList.class,
                ReviewController.ReviewBody.class,
                ReplicaController.ReplicaList.class,
                ActivationController.ActivationList.class,
                ActivationController.ActivationBody.class,
                Policy.Guide.class,
                AuditController.EntryPage.class,
                AuditController.Consistency.class,
                Proof.class,
                Replay.Replayed.class,
                Account.class,
                FollowUpController.FollowUpList.class,
                FollowUpController.FollowUpCounts.class,
                FollowUpReader.Said.class,
                Hold.class,
                HoldReader.Asked.class,
                Impact.class,
                ImpactReader.Range.class,
                ShadowReport.class,
                ShadowSetting.class,
                Interviewed.class,
                InterviewReader.InterviewBody.class,
                Alternatives.class,
                Firmness.class,
                RuleController.RuleList.class,
                RuleController.RuleDetails.class,
                Vocabulary.class,
                Tried.class,
                TrialController.TrialBody.class,
                RecommendationController.Body.class)) {
            members(answer, schemas, seen);
        }
        all(schema(schemas, Score.class));
        Map<String, Schema> answer = properties(schemas, Recommendation.class);
        answer.put("facts", object("As received"));
        properties(schemas, RecommendationController.Body.class)
                .put(
                        "facts",
                        object("What is known, as the policy's schema says; what is left out or null is unknown"));
        // Not listed: a caller must not break where a new mistake gets a code of its own.
        properties(schemas, Finding.class).put("code", text("What is wrong, for machines", Code.UNKNOWN_FIELD.id()));
        for (String side : List.of("recorded", "replayed")) {
            properties(schemas, Differences.Difference.class).put(side, any("Any value; left out where there is none"));
        }
        properties(schemas, PolicyController.Example.class).put("facts", object("As a request states them"));
        properties(schemas, InterviewReader.InterviewBody.class).put("facts", object("What is known so far"));
        properties(schemas, TrialController.TrialBody.class)
                .put("facts", object("As of a recommendation, and as the draft's facts are declared"));
        properties(schemas, Interviewed.Option.class).put("value", any("As the facts state it: a text, true or false"));
        properties(schemas, Alternatives.FactChange.class).put("from", any("As the facts state it; null is unknown"));
        properties(schemas, Alternatives.FactChange.class).put("to", any("As the facts state it"));
        schemas.remove("JsonNode");
        schemas.put(PROBLEM, problem());
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDescription::problems));
    }

    private static void problems(Operation operation) {
        Map<Integer, List<Problem>> byStatus = PROBLEMS.getOrDefault(operation.getOperationId(), Set.of()).stream()
                .collect(Collectors.groupingBy(problem -> problem.status().value(), TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, problems) -> operation
                .getResponses()
                .addApiResponse(
                        status.toString(),
                        new ApiResponse()
                                .description(problems.stream()
                                        .map(problem -> problem.title() + " (" + problem.type() + ")")
                                        .collect(Collectors.joining("; ")))
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType().schema(new Schema<>().$ref(PROBLEM))))));
        if ("startImpact".equals(operation.getOperationId())) {
            operation
                    .getResponses()
                    .get("202")
                    .addHeaderObject(
                            "Location",
                            header("Where it can be followed: /v1/policies/{policy}/versions/{number}/impact/{id}"));
        }
        ApiResponse created = operation.getResponses().get("201");
        if (created != null && "recommend".equals(operation.getOperationId())) {
            created.addHeaderObject("Location", header("Where the recommendation stays: /v1/recommendations/{id}"));
            created.addHeaderObject(
                    RecommendationController.REPLAYED,
                    header("\"true\" where the Idempotency-Key was used before and this is the answer given then"));
        }
    }

    /** A record's members are all there, but for those that are left out when null; and null only where it says so. */
    private static void members(Class<?> type, Map<String, Schema> schemas, Set<Class<?>> seen) {
        Schema<?> schema = schemas.get(name(type));
        if (!type.isRecord() || schema == null || !seen.add(type)) {
            return;
        }
        List<String> required = new ArrayList<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean request = REQUESTS.contains(type);
            if (!required.contains(component.getName())
                    && !(nullable && (request || leftOut(component)))
                    && included(component) != JsonInclude.Include.NON_EMPTY) {
                required.add(component.getName());
            }
            if (nullable && !leftOut(component)) {
                schema.getProperties().computeIfPresent(component.getName(), (name, member) -> orNull(member));
            }
            reached(component.getGenericType(), schemas, seen);
        }
        schema.setRequired(required);
    }

    private static String name(Class<?> type) {
        var own = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return own == null || own.name().isEmpty() ? type.getSimpleName() : own.name();
    }

    private static void reached(Type type, Map<String, Schema> schemas, Set<Class<?>> seen) {
        if (type instanceof Class<?> member) {
            members(member, schemas, seen);
        } else if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                reached(argument, schemas, seen);
            }
        }
    }

    private static boolean leftOut(RecordComponent component) {
        return included(component) == JsonInclude.Include.NON_NULL;
    }

    private static JsonInclude.Include included(RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude rule = own == null ? component.getDeclaringRecord().getAnnotation(JsonInclude.class) : own;
        return rule == null ? JsonInclude.Include.ALWAYS : rule.value();
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            return new Schema<>(SpecVersion.V31).anyOf(List.of(schema, typed("null")));
        }
        schema.addType("null");
        return schema;
    }

    private static void all(Schema<?> schema) {
        schema.setRequired(List.copyOf(schema.getProperties().keySet()));
    }

    private static Map<String, Schema> properties(Map<String, Schema> schemas, Class<?> type) {
        return schema(schemas, type).getProperties();
    }

    private static Schema<?> schema(Map<String, Schema> schemas, Class<?> type) {
        return Objects.requireNonNull(schemas.get(name(type)), type.getSimpleName());
    }

    private static Schema<?> problem() {
        Schema<?> error = typed("object");
        error.addProperty("pointer", text("Where: a JSON Pointer (RFC 6901) into the body", "/facts/models/live"));
        error.addProperty(
                "message",
                text("What is wrong and what would be right", "-1 is out of range (expected: 0 to 100000)."));
        all(error);
        Schema<?> errors = typed("array");
        errors.description("Every place that is wrong; with a bad body only");
        errors.items(error);
        Schema<?> problem = typed("object");
        problem.description("RFC 9457");
        problem.addProperty("type", text("Stays the same for the same kind of problem", Problem.BAD_FACTS.type()));
        problem.addProperty("title", text("The kind in words", Problem.BAD_FACTS.title()));
        problem.addProperty("status", typed("integer"));
        problem.addProperty("detail", text("What is wrong this time", "-1 is out of range (expected: 0 to 100000)."));
        problem.addProperty("instance", text("The path asked", "/v1/policies/hiring/recommendations"));
        problem.addProperty("errors", errors);
        problem.setRequired(List.of("type", "title", "status"));
        return problem;
    }

    private static Schema<?> text(String description, String example) {
        Schema<Object> text = typed("string");
        text.description(description);
        text.setExamples(List.of(example));
        return text;
    }

    private static Schema<?> object(String description) {
        return typed("object").description(description);
    }

    private static Schema<?> any(String description) {
        return new Schema<>(SpecVersion.V31).description(description);
    }

    private static Header header(String description) {
        return new Header().description(description).schema(typed("string"));
    }

    private static Schema<Object> typed(String type) {
        Schema<Object> schema = new Schema<>(SpecVersion.V31);
        schema.addType(type);
        return schema;
    }
}
