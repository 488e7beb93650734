package io.rolecall.ui;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of one version of a policy; version 0, before the first, has none. */
record BaseFiles(Api api, String policy, int version, List<String> paths) {

    private static final String POLICY = "policy.yaml";

    static BaseFiles of(Api api, String policy, int version) {
        if (version == 0) {
            return new BaseFiles(api, policy, version, List.of());
        }
        List<String> paths =
                Items.list(api.get("/v1/policies/{policy}/versions/{number}", policy, version), "files").stream()
                        .map(file -> Items.text(file, "path"))
                        .toList();
        return new BaseFiles(api, policy, version, paths);
    }

    /** The newest version's number. */
    static int newest(Api api, String policy) {
        return Items.of(api.get("/v1/policies/{policy}/versions?limit=1", policy)).stream()
                .mapToInt(version -> Integer.parseInt(Items.text(version, "number")))
                .findFirst()
                .orElse(0);
    }

    /** Null where there is no such file. */
    @Nullable
    String text(String path) {
        if (!paths.contains(path)) {
            return null;
        }
        String[] parts = path.split("/");
        Object[] values = new Object[parts.length + 2];
        values[0] = policy;
        values[1] = version;
        System.arraycopy(parts, 0, values, 2, parts.length);
        String template = "/v1/policies/{policy}/versions/{number}/files" + "/{part}".repeat(parts.length);
        return new String(api.getAs("text/plain", template, values).body(), StandardCharsets.UTF_8);
    }

    /** The first that holds rules; else the first; else the one that every policy begins with. */
    String first() {
        return paths.stream()
                .filter(path -> path.endsWith(".drl"))
                .findFirst()
                .orElseGet(() -> paths.isEmpty() ? POLICY : paths.get(0));
    }
}
