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

    /** Whether something was changed, or something is not there. */
    public enum Kind {
        TAMPERED,
        INCOMPLETE
    }

    static Fault tampered(String file, String message) {
        return new Fault(Kind.TAMPERED, file, null, null, message);
    }

    static Fault incomplete(String file, String message) {
        return new Fault(Kind.INCOMPLETE, file, null, null, message);
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
