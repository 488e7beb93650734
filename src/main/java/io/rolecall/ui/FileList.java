package io.rolecall.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files of a draft, folder by folder; those that it takes out among them, for they can be put back. */
record FileList(List<Folder> folders) {

    /** @param name empty for the policy's own folder */
    record Folder(String name, List<File> files) {}

    /** @param mark what the draft does to it: {@code new}, {@code changed} or {@code removed}; empty for nothing */
    record File(String path, String name, String mark) {}

    static FileList of(BaseFiles base, Draft draft) {
        SortedSet<String> paths = new TreeSet<>(base.paths());
        paths.addAll(draft.files().keySet());
        Map<String, List<File>> folders = new LinkedHashMap<>();
        folders.put("", new ArrayList<>());
        for (String path : paths) {
            int end = path.lastIndexOf('/');
            folders.computeIfAbsent(path.substring(0, end + 1), folder -> new ArrayList<>())
                    .add(new File(path, path.substring(end + 1), mark(path, base, draft)));
        }
        return new FileList(folders.entrySet().stream()
                .map(folder -> new Folder(folder.getKey(), folder.getValue()))
                .toList());
    }

    private static String mark(String path, BaseFiles base, Draft draft) {
        if (!draft.files().containsKey(path)) {
            return "";
        }
        if (draft.removes(path)) {
            return "removed";
        }
        return base.paths().contains(path) ? "changed" : "new";
    }
}
