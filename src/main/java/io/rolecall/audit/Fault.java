package io.rolecall.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an export, at one place of it.
 *
 * @param file the place, below the export's folder
 * @param index of the entry it is about, null where it is about none
 * @param id of the record it is about, as its entry says
 * @param message what is there, and what was expected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        Kind kind,
        String file,
        @Nullable Long index,
        @Nullable String id,
        String message) {

    /** From the least to the worst, which a verdict is called after. */
    public enum Kind {
        /** It is what was recorded, and this version of the service gives another answer. */
        DIFFERENT,
        /** Something is not there. */
        INCOMPLETE,
        /** It agrees with itself, but not with the key or the checkpoint that was given. */
        UNTRUSTED,
        /** Something was changed. */
        TAMPERED
    }

    static Fault tampered(String file, String message) {
        return new Fault(Kind.TAMPERED, file, null, null, message);
    }

    static Fault incomplete(String file, String message) {
        return new Fault(Kind.INCOMPLETE, file, null, null, message);
    }

    static Fault untrusted(String file, String message) {
        return new Fault(Kind.UNTRUSTED, file, null, null, message);
    }

    static Fault different(String file, String message) {
        return new Fault(Kind.DIFFERENT, file, null, null, message);
    }

    /** The same about an entry. */
    Fault at(long entry, @Nullable String record) {
        return new Fault(kind, file, entry, record, message);
    }

    @Override
    public String toString() {
        String entry = index == null ? "" : "entry " + index + (id == null ? "" : " (" + id + ")") + ": ";
        return file + ": " + entry + message;
    }
}
