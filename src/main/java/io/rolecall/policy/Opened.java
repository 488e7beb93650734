package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Span;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy's folder, opened: its files, or why they cannot be had.
 *
 * @param bundle without files where there is a finding
 */
record Opened(Bundle bundle, @Nullable Finding unfit) {

    static Opened of(String name, Path folder) {
        try {
            return new Opened(Bundle.read(name, folder), null);
        } catch (Bundle.TooLarge e) {
            return unfit(name, Code.FOLDER_TOO_LARGE, String.valueOf(e.getMessage()), "Keep only its own files in it.");
        } catch (Bundle.Unfit e) {
            return unfit(name, Code.UNREADABLE, String.valueOf(e.getMessage()), "Keep only its own files in it.");
        } catch (AccessDeniedException e) {
            Path file = Path.of(e.getFile());
            String path = file.startsWith(folder) ? folder.relativize(file).toString() : "";
            return unfit(
                    name,
                    Code.UNREADABLE,
                    (path.isEmpty() ? "The folder" : "The file " + Messages.shorten(path)) + " may not be read.",
                    "Let this user read it.");
        } catch (IOException e) {
            return unfit(name, Code.UNREADABLE, "The folder cannot be read: " + e.getMessage() + ".", null);
        }
    }

    private static Opened unfit(String name, Code code, String message, @Nullable String hint) {
        return new Opened(
                Bundle.of(name, new TreeMap<>()),
                Finding.of(code, new Span(Policy.FILE, 1, 1, 1), null, message, hint));
    }
}
