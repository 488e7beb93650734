package io.rolecall.audit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that signed a log one after the other, as its entries name them: each is signed by the one before. */
final class Succession {

    private final List<VerifierKey> keys = new ArrayList<>();

    /** @return what is wrong with the entry, null where nothing is */
    @Nullable
    String add(EntryText rotation) {
        Optional<VerifierKey> from = VerifierKey.parse(rotation.text("from"));
        Optional<VerifierKey> to = VerifierKey.parse(rotation.text("to"));
        if (from.isEmpty() || to.isEmpty()) {
            return "it does not name two keys (expected: from and to)";
        }
        if (!keys.isEmpty() && !isLast(from.get())) {
            return "from: " + from.get() + " (expected: " + keys.get(keys.size() - 1) + ", the successor before)";
        }
        if (!from.get().verifies(to.get().toString(), decoded(rotation.text("signature")))) {
            return "its signature is not one of " + from.get() + " (expected: that of the key that goes)";
        }
        if (keys.isEmpty()) {
            keys.add(from.get());
        }
        keys.add(to.get());
        return null;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private boolean isLast(VerifierKey key) {
        return keys.get(keys.size() - 1).toString().equals(key.toString());
    }

    /** The keys that come down to this one, with itself. */
    List<VerifierKey> endingIn(VerifierKey key) {
        return keys.isEmpty() || !isLast(key) ? List.of(key) : List.copyOf(keys);
    }
}
