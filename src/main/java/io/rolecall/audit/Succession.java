package io.rolecall.audit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which keys replaced which, as a log's entries say: each is signed by the one before. */
final class Succession {

    private final List<Replaced> replaced = new ArrayList<>();

    private record Replaced(VerifierKey from, VerifierKey to) {}

    /** @return what is wrong with the entry, null where nothing is */
    @Nullable
    String add(EntryText rotation) {
        Optional<VerifierKey> from = VerifierKey.parse(rotation.text("from"));
        Optional<VerifierKey> to = VerifierKey.parse(rotation.text("to"));
        if (from.isEmpty() || to.isEmpty()) {
            return "it does not name two keys (expected: from and to)";
        }
        if (!from.get().verifies(to.get().toString(), decoded(rotation.text("signature")))) {
            return "its signature is not one of " + from.get() + " (expected: that of the key that goes)";
        }
        replaced.add(new Replaced(from.get(), to.get()));
        return null;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** This key and those that replaced it, one the other. */
    List<VerifierKey> beginningWith(VerifierKey key) {
        Map<String, VerifierKey> keys = new LinkedHashMap<>(Map.of(key.toString(), key));
        for (Replaced one : replaced) {
            if (keys.containsKey(one.from.toString())) {
                keys.put(one.to.toString(), one.to);
            }
        }
        return List.copyOf(keys.values());
    }

    /**
     * The keys that came down to this one, with itself. One of the others may have been replaced twice, where its first
     * successor never signed.
     */
    List<VerifierKey> endingIn(VerifierKey key) {
        Map<String, VerifierKey> keys = new LinkedHashMap<>(Map.of(key.toString(), key));
        for (int i = replaced.size() - 1; i >= 0; i--) {
            Replaced one = replaced.get(i);
            if (keys.containsKey(one.to.toString())) {
                keys.put(one.from.toString(), one.from);
            }
        }
        return List.copyOf(keys.values());
    }
}
