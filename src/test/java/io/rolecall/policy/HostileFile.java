package io.rolecall.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file that tries something, in the place of one of a sound policy's files.
 *
 * @param bound whether it may be accepted, as long as it ends within its budget; else it must be refused
 * @param target the file of the policy in whose place it stands
 */
record HostileFile(String name, boolean bound, String target, String tries, byte[] content) {

    static final String POLICY = "sample";

    private static final Path RESOURCES = Path.of("src/test/resources/io/rolecall/policy");

    private static final String RULES = "rules.drl";

    /** Those from outside, and our own. */
    static List<HostileFile> all() throws IOException {
        List<HostileFile> files = new ArrayList<>();
        for (String[] line : index(RESOURCES.resolve("escapes"))) {
            Path file = RESOURCES.resolve("escapes").resolve(line[0] + "-" + line[1] + ".drl");
            // It stands in a package of its own, and would be refused for that alone.
            String text = Files.readString(file).replaceFirst("package [\\w.]+;", "package " + POLICY + ";");
            files.add(new HostileFile(
                    line[0] + "-" + line[1],
                    line[2].equals("bound"),
                    RULES,
                    line[3],
                    text.getBytes(StandardCharsets.UTF_8)));
        }
        for (String[] line : index(RESOURCES.resolve("hostile"))) {
            Path file = RESOURCES.resolve("hostile").resolve(line[0]);
            files.add(new HostileFile(
                    line[0].replaceFirst("[.][a-z]+$", ""),
                    line[1].equals("bound"),
                    line[2],
                    line[3],
                    Files.readAllBytes(file)));
        }
        return files;
    }

    private static List<String[]> index(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("INDEX.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .toList();
    }

    /** The sound policy itself. */
    static HostileFile harmless() {
        return new HostileFile("harmless", true, RULES, "nothing", sound().get(RULES));
    }

    boolean fromOutside() {
        return name.startsWith("e");
    }

    /** The policy's folder with this file in it. */
    SortedMap<String, byte[]> folder() {
        SortedMap<String, byte[]> folder = sound();
        folder.put(target, content);
        return folder;
    }

    static SortedMap<String, byte[]> sound() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        put(files, "policy.yaml", """
                name: sample
                title: Sample
                leanings: [ { id: A, title: A } ]
                outcomes: [ { id: X, title: X, statement: X. } ]
                """);
        put(files, "references.yaml", "- { key: \"0\", title: Guide, places: 75 }\n");
        put(files, "guides/first.yaml", "title: First\nsections: []\n");
        put(files, "facts.drl", """
                package sample;
                declare enum Stage EARLY("Early"), LATE("Late"); label : String end
                declare Thing
                    flag : Boolean @ask( "Flag?" )
                    other : Boolean @ask( "Other?" )
                    count : Integer @ask( "Count?" )
                    share : Double @ask( "Share?" )
                    name : String @ask( "Name?" )
                    stage : Stage @ask( "Stage?" )
                end
                declare Note
                    weight : Integer
                    text : String
                end
                """);
        put(files, RULES, """
                package sample;
                rule "A rule"
                    @favours( A ) @weight( 1 ) @because( "Because." ) @cites( "0-01" )
                when
                    Thing( flag, name matches "a+" )
                then
                    raise( kcontext );
                end
                rule "A note" when Thing( count > 1 ) then insertLogical( new Note( 1, "x" ) ); end
                rule "Of notes"
                    @favours( A ) @weight( 1 ) @because( "Because." ) @cites( "0-01" )
                when
                    accumulate( Note( $w : weight ); $s : sum( $w ); $s > 0 )
                then
                    raise( kcontext );
                end
                """);
        return files;
    }

    private static void put(SortedMap<String, byte[]> files, String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
