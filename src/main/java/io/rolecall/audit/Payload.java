package io.rolecall.audit;

import io.rolecall.audit.Proof.Opening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What opens an entry's commitments. It is made from the answer, which holds all of the request, and kept nowhere else. */
record Payload(Opening request, Opening answer) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What the payload of an entry of this type can be made of, in the order of the names. */
    static List<String> parts(String type) {
        if (type.equals(EntryType.RECOMMENDATION.toString())) {
            return List.of("answer", "request");
        }
        if (type.equals(EntryType.FOLLOW_UP.toString())) {
            return List.of("note");
        }
        boolean hold = type.equals(EntryType.HOLD_SET.toString()) || type.equals(EntryType.HOLD_RELEASED.toString());
        return hold ? List.of("reason") : List.of();
    }

    /**
     * Null where it was erased.
     *
     * @param damaged what to throw where the answer is not the one that the entry is committed to
     */
    static <E extends Exception> @Nullable Payload of(Provable recorded, Function<String, E> damaged) throws E {
        byte[] sent = recorded.answer();
        byte[] salts = recorded.salts();
        if (sent == null || salts == null) {
            return null;
        }
        try {
            JsonNode entry = JSON.readTree(recorded.entry());
            ObjectNode answer = (ObjectNode) JSON.readTree(sent);
            Opening ofAnswer = new Opening(
                    Arrays.copyOfRange(salts, Commitment.SALT, salts.length),
                    CanonicalJson.of(answer.without("audit")));
            for (ObjectNode request : requests(answer)) {
                Opening ofRequest = new Opening(Arrays.copyOf(salts, Commitment.SALT), CanonicalJson.of(request));
                if (opens(ofRequest, entry.path("request")) && opens(ofAnswer, entry.path("answer"))) {
                    return new Payload(ofRequest, ofAnswer);
                }
            }
        } catch (JacksonException | ClassCastException e) {
            throw damaged.apply("the answer of entry " + recorded.index() + " cannot be read");
        }
        throw damaged.apply("the answer of entry " + recorded.index() + " is not the one that was recorded");
    }

    /**
     * What an entry is committed to as its request; empty where it was erased. The answer is not looked at but for this.
     *
     * @param damaged what to throw where it is not what was received
     */
    static <E extends Exception> Optional<RecordedFacts> facts(Provable recorded, Function<String, E> damaged)
            throws E {
        byte[] sent = recorded.answer();
        byte[] salts = recorded.salts();
        if (sent == null || salts == null) {
            return Optional.empty();
        }
        try {
            JsonNode committed = JSON.readTree(recorded.entry()).path("request");
            ObjectNode members = RecordedFacts.members(sent, JSON);
            byte[] salt = Arrays.copyOf(salts, Commitment.SALT);
            for (ObjectNode request : requests(members)) {
                if (opens(new Opening(salt, CanonicalJson.of(request)), committed)) {
                    return Optional.of(RecordedFacts.of(members));
                }
            }
        } catch (JacksonException | ClassCastException e) {
            throw damaged.apply("the answer of entry " + recorded.index() + " cannot be read");
        }
        throw damaged.apply("the request of entry " + recorded.index() + " is not the one that was recorded");
    }

    /** The same of what was recorded before there was a log, and so is not committed to. */
    static RecordedFacts facts(byte[] answer) {
        return RecordedFacts.of(RecordedFacts.members(answer, JSON));
    }

    /** What the answer does not say the request either left out or said to be null; the commitment knows which. */
    private static List<ObjectNode> requests(ObjectNode answer) {
        List<ObjectNode> requests = new ArrayList<>();
        requests.add(JsonNodeFactory.instance.objectNode().set("facts", answer.path("facts")));
        add("reference", answer.path("reference"), requests);
        add("version", answer.at("/pinned/version"), requests);
        add("asOf", answer.at("/pinned/asOf"), requests);
        return requests;
    }

    private static void add(String member, JsonNode value, List<ObjectNode> requests) {
        if (!value.isMissingNode() && !value.isNull()) {
            requests.forEach(request -> request.set(member, value));
            return;
        }
        for (ObjectNode without : List.copyOf(requests)) {
            requests.add(JsonNodeFactory.instance.objectNode().setAll(without).putNull(member));
        }
    }

    private static boolean opens(Opening opening, JsonNode commitment) {
        return Commitment.digest(opening.salt(), opening.bytes()).equals(commitment.asString(""));
    }
}
