package io.rolecall.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is kept out of answers and records: fields of facts and the caller's reference. Rules know the true values.
 *
 * @param fields such as {@code team.size}
 * @param reference whether the reference is kept out, too
 */
public record Mask(Set<String> fields, boolean reference) {

    static final String PROPERTY = "rolecall.audit.mask";

    private static final String REFERENCE = "reference";
    private static final String FIELD = "[A-Za-z]\\w*\\.[A-Za-z]\\w*";

    /** @throws AuditUnavailableException where one is no path */
    static Mask of(List<String> paths) {
        Set<String> fields = new LinkedHashSet<>();
        boolean reference = false;
        for (String path : paths) {
            if (path.equals(REFERENCE)) {
                reference = true;
            } else if (path.matches(FIELD)) {
                fields.add(path);
            } else {
                throw new AuditUnavailableException(PROPERTY + " names \"" + path
                        + "\" (expected: a field of a fact such as team.size, or reference)");
            }
        }
        return new Mask(Set.copyOf(fields), reference);
    }

    /** Whether nothing is kept out. */
    public boolean isEmpty() {
        return fields.isEmpty() && !reference;
    }
}
