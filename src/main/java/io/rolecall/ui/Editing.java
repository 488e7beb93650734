package io.rolecall.ui;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A draft with one file open.
 *
 * @param base what the draft changes
 * @param file the path of the open one; it may be taken out by the draft
 */
record Editing(BaseFiles base, Draft draft, String file) {

    /** Opens the file that is asked for, where there is one. */
    Editing(BaseFiles base, Draft draft, @Nullable String file) {
        this.base = base;
        this.draft = draft;
        if (base.paths().isEmpty() && draft.isEmpty()) {
            draft.write(base.first(), "name: " + base.policy() + "\n", null); // there is always something to edit
        }
        this.file = file != null && has(file)
                ? file
                : base.paths().isEmpty() ? draft.files().firstKey() : base.first();
    }

    /**
     * What a page shows.
     *
     * @param text null where the draft takes the file out
     */
    record Page(
            String policy,
            int base,
            int newest,
            String file,
            @Nullable String text,
            Draft draft,
            FileList files,
            DraftCheck check) {}

    String policy() {
        return base.policy();
    }

    boolean has(String path) {
        return base.paths().contains(path) || draft.files().containsKey(path);
    }

    Editing at(String path) {
        return new Editing(base, draft, path);
    }

    /** With the text of the open file, as it came from the form. */
    Editing written(@Nullable String text) {
        if (text != null && !draft.removes(file)) {
            draft.write(file, Draft.lines(text), base.text(file));
        }
        return this;
    }

    /** With a new file, which is opened; one that is there is only opened. */
    Editing begun(@Nullable String name) {
        String path = Objects.requireNonNullElse(name, "").strip();
        if (!path.isEmpty() && !has(path)) {
            draft.write(path, path.endsWith(".drl") ? "package " + policy().replace('-', '_') + ";\n" : "", null);
        }
        return at(path);
    }

    /** The open file is taken out, and stays open, to be put back. */
    Editing without() {
        draft.write(file, null, base.text(file));
        return at(file);
    }

    /** The open file is as it was. */
    Editing restored() {
        draft.files().remove(file);
        return at(file);
    }

    Page page(int newest, DraftCheck check) {
        String changed = draft.files().get(file);
        String text = draft.files().containsKey(file) ? changed : base.text(file);
        return new Page(policy(), draft.base(), newest, file, text, draft, FileList.of(base, draft), check);
    }
}
