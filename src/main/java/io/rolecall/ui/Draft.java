package io.rolecall.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What somebody has changed of a version. The page carries all of it in its form, so that it is whole without scripts and the service
 * keeps nothing.
 *
 * @param base the version that the files are changes of
 * @param files whole texts by path; null takes the file out
 */
record Draft(int base, SortedMap<String, @Nullable String> files) {

    /** A file whose text the page carries along. */
    record Carried(String path, String text) {}

    static Draft none(int base) {
        return new Draft(base, new TreeMap<>());
    }

    /** As the form has it: each {@code path} with its {@code content}, and {@code removed} paths. */
    static Draft of(int base, MultiValueMap<String, String> form) {
        Draft draft = none(base);
        List<String> paths = form.getOrDefault("path", List.of());
        List<String> contents = form.getOrDefault("content", List.of());
        for (int i = 0; i < Math.min(paths.size(), contents.size()); i++) {
            draft.files.put(paths.get(i), lines(contents.get(i)));
        }
        form.getOrDefault("removed", List.of()).forEach(path -> draft.files.put(path, null));
        return draft;
    }

    /** Browsers send every end of a line as CR LF. */
    static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * @param before the base's text; null where it has no such file
     */
    void write(String path, @Nullable String text, @Nullable String before) {
        if (Objects.equals(text, before == null ? null : lines(before))) {
            files.remove(path);
        } else {
            files.put(path, text);
        }
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    boolean removes(String path) {
        return files.containsKey(path) && files.get(path) == null;
    }

    public List<Carried> written() {
        List<Carried> written = new ArrayList<>();
        for (Map.Entry<String, @Nullable String> file : files.entrySet()) {
            String text = file.getValue();
            if (text != null) {
                written.add(new Carried(file.getKey(), text));
            }
        }
        return written;
    }

    public List<String> removed() {
        return files.keySet().stream().filter(this::removes).toList();
    }
}
