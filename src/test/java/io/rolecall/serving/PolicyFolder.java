package io.rolecall.serving;

import io.rolecall.policy.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small policy in files: whether a thing is wanted, and what a rule says of it. */
public final class PolicyFolder {

    private PolicyFolder() {}

    /** The files of a policy whose only field has this name, and whose two rules say these words. */
    public static Map<String, String> files(String name, String field, String words) {
        String head = "package " + name.replace('-', '_') + ";\n";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("policy.yaml", """
                name: %s
                title: A sample
                purpose: Shows how a folder is followed.
                owner: Tests
                contact: Tests
                leanings: [ { id: A, title: A } ]
                outcomes: [ { id: X, title: X, statement: X. } ]
                """.formatted(name));
        files.put(
                "references.yaml", "- { key: book, title: A book, author: Somebody, year: 2020, where: A library }\n");
        files.put("facts.drl", head + """

                declare Thing
                    %s : Boolean @ask( "Is it wanted?" )
                end
                """.formatted(field));
        files.put("signals/thing.drl", head + rule(field, words, "favours( A ) @weight( 1 )", "raise"));
        files.put("conclusions/thing.drl", head + rule(field, words, "recommends( X )", "recommend"));
        return files;
    }

    /** As the service keeps it. */
    public static Bundle bundle(String name, Map<String, String> files) {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return Bundle.of(name, contents);
    }

    private static String rule(String field, String words, String head, String verb) {
        return """

                rule "The thing is wanted: %s"
                    @%s @because( "%s" ) @cites( "book" )
                when
                    Thing( %s == true )
                then
                    %s( kcontext );
                end
                """.formatted(verb, head, words, field, verb);
    }

    public static Path write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    public static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(folder)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
