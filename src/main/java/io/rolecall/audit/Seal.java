package io.rolecall.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Ties a recommendation to the log: its leaf is known before it is answered and is part of the answer, its place in the tree
 * only once it is committed.
 */
public final class Seal {

    private final Leaf leaf;
    private final byte[] salts;

    private Seal(Leaf leaf, byte[] salts) {
        this.leaf = leaf;
        this.salts = salts;
    }

    /**
     * @param id the recommendation's
     * @param request what was received: {@code {"facts": …}} and what else stood in it
     * @param answer what will be sent, but for what the seal itself adds to it
     */
    static Seal of(String id, Instant at, Map<String, Object> policy, Object request, Object answer, Engine engine) {
        Commitment toRequest = Commitment.to(request);
        Commitment toAnswer = Commitment.to(answer);
        Map<String, Object> members = Leaf.members(EntryType.RECOMMENDATION, id, at, Leaf.ANYBODY, engine);
        members.put("policy", policy);
        members.put("request", toRequest.text());
        members.put("answer", toAnswer.text());
        byte[] salts = ByteBuffer.allocate(2 * Commitment.SALT)
                .put(toRequest.salt())
                .put(toAnswer.salt())
                .array();
        return new Seal(Leaf.of(members), salts);
    }

    /** The leaf's hash in base64. */
    public String leafText() {
        return Base64.getEncoder().encodeToString(leaf.hash());
    }

    Leaf leaf() {
        return leaf;
    }

    /** What opens the commitments: the request's salt, then the answer's. */
    byte[] salts() {
        return salts;
    }
}
