package io.rolecall.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has hostile files run in JVMs of their own, a new one after each that hangs or dies. */
final class HostileRuns {

    private HostileRuns() {}

    /**
     * What a file came to.
     *
     * @param seen what the canary saw, empty for nothing
     * @param end in the words of its {@link HostileRun.Reader}
     */
    record Run(long millis, String seen, String end) {}

    /** @param mode {@code ours} or {@code stock} */
    static Map<String, Run> of(String mode, List<String> names) throws IOException, InterruptedException {
        Map<String, Run> runs = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(names);
        while (!left.isEmpty()) {
            Map<String, Run> some = once(mode, left);
            runs.putAll(some);
            left.removeAll(some.keySet());
            if (!left.isEmpty()) {
                // The JVM is gone. If that was not by a hang, which printed a line, it was the next file that killed
                // it.
                Run last = some.isEmpty() ? null : new ArrayList<>(some.values()).get(some.size() - 1);
                if (last == null || !last.end().equals("HANGS")) {
                    runs.put(left.remove(0), new Run(0, "", "KILLS THE JVM"));
                }
            }
        }
        return runs;
    }

    private static Map<String, Run> once(String mode, List<String> names) throws IOException, InterruptedException {
        Path list = Files.createTempFile("hostile", ".txt");
        Files.write(list, names);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        if (Canary.guardable()) {
            command.add("-Djava.security.manager=allow");
        }
        command.addAll(List.of(HostileRun.class.getName(), mode, list.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Run> runs = new LinkedHashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                if (cells.length == 5 && cells[0].equals("RUN")) {
                    runs.put(cells[1], new Run(Long.parseLong(cells[2]), cells[3], cells[4]));
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(list);
        }
        return runs;
    }
}
