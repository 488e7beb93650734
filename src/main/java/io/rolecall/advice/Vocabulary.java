package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.FactType;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.Language;
import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.Verb;
import io.rolecall.policy.Policy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that may be written in a rule of a policy: what an editor offers while somebody writes.
 *
 * @param facts those that are asked for, those that rules derive, and those that the engine states
 * @param enums each once
 * @param words that join conditions, and stand around them
 * @param typeNames of fields, besides the enums
 * @param fieldAnnotations without their @
 * @param factAnnotations without their @
 */
record Vocabulary(
        Recommendation.Version policy,
        List<Fact> facts,
        List<Choice> enums,
        List<Policy.Leaning> leanings,
        List<Named> outcomes,
        List<Source> sources,
        List<Use> verbs,
        List<String> words,
        List<String> operators,
        List<String> functions,
        List<String> typeNames,
        List<String> factAnnotations,
        List<String> fieldAnnotations) {

    /**
     * @param name as a rule has it
     * @param member as a request has it
     * @param origin ASKED, DERIVED or VOCABULARY: a request states it, a rule, or the engine
     */
    @Schema(name = "VocabularyFact")
    record Fact(String name, String member, String title, FactType.Origin origin, List<Member> fields) {}

    /**
     * @param type Boolean, Integer, Double, String, or the name of an enum
     * @param ask its question
     * @param why what the answer decides
     */
    @Schema(name = "VocabularyField")
    @JsonInclude(Include.NON_NULL)
    record Member(
            String name,
            String type,
            @Nullable String ask,
            @Nullable String why,
            @Nullable Double min,
            @Nullable Double max) {

        static Member of(Field field) {
            return new Member(field.name(), field.type().title(), field.ask(), field.why(), field.min(), field.max());
        }
    }

    /** An enum. */
    @Schema(name = "VocabularyEnum")
    record Choice(String name, List<Constant> constants) {

        static Choice of(EnumType type) {
            return new Choice(
                    type.name(),
                    IntStream.range(0, type.constants().size())
                            .mapToObj(i -> new Constant(
                                    type.constants().get(i), type.labels().get(i)))
                            .toList());
        }
    }

    @Schema(name = "VocabularyConstant")
    record Constant(String name, String label) {}

    /** An outcome. */
    @Schema(name = "VocabularyOutcome")
    record Named(String id, String title) {}

    /** @param places how many numbered ones it has: {@code KEY-1} and so on; left out where any may be cited */
    @Schema(name = "VocabularySource")
    record Source(
            String key,
            String title,
            @Nullable String author,
            @JsonInclude(Include.NON_NULL) @Nullable Integer places) {}

    /** @param annotations that go with it in a rule's head, without their @ */
    @Schema(name = "VocabularyVerb")
    record Use(String verb, List<String> annotations) {}

    static Vocabulary of(Answering chosen) {
        Policy policy = chosen.policy();
        List<FactType> types = policy.base().rulebook().all();
        return new Vocabulary(
                chosen.named(),
                types.stream()
                        .map(type -> new Fact(
                                type.name(),
                                type.member(),
                                type.title(),
                                type.origin(),
                                type.fields().stream().map(Member::of).toList()))
                        .toList(),
                enums(types),
                policy.about().leanings(),
                policy.about().outcomes().stream()
                        .map(outcome -> new Named(outcome.id(), outcome.title()))
                        .toList(),
                policy.sources().values().stream()
                        .map(source -> new Source(source.key(), source.title(), source.author(), source.places()))
                        .toList(),
                Arrays.stream(Verb.values())
                        .map(verb -> new Use(verb.word(), verb.annotations()))
                        .toList(),
                Language.WORDS,
                Language.operators(),
                Language.functions(),
                Language.typeNames(),
                Language.factAnnotations(),
                Language.fieldAnnotations());
    }

    private static List<Choice> enums(List<FactType> types) {
        Map<String, Choice> enums = new LinkedHashMap<>();
        types.forEach(type -> type.fields().forEach(field -> {
            if (field.type() instanceof EnumType declared) {
                enums.putIfAbsent(declared.name(), Choice.of(declared));
            }
        }));
        return List.copyOf(enums.values());
    }
}
