package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * No class is made from a policy: once the service has met each construct of the language, another policy with other
 * names, texts and values loads none at all but what the JDK itself brings. So there is no class loader for a policy either, and nothing in one to see.
 */
class NothingGeneratedTests {

    private static final String FACTS = """
            package sample;
            declare enum Stage%1$s EARLY%1$s("Early %1$s"), LATE%1$s("Late"); label : String end
            declare Thing%1$s
                flag%1$s : Boolean @ask( "Flag %1$s?" )
                count%1$s : Integer @ask( "Count?" ) @min( %1$s )
                share%1$s : Double @ask( "Share?" )
                name%1$s : String @ask( "Name?" )
                stage%1$s : Stage%1$s @ask( "Stage?" )
            end
            declare Note%1$s weight%1$s : Integer text%1$s : String end
            """;

    private static final String RULES = """
            package sample;
            rule "Note %1$s" @because( "Because %1$s." ) when
                Thing%1$s( flag%1$s, $c : count%1$s > %1$s || share%1$s <= %1$s.5, name%1$s matches "a%1$s+" || mentions( name%1$s, "word %1$s" ) )
            then insertLogical( new Note%1$s( $c, "text %1$s" ) ); end
            rule "Signal %1$s" @favours( A ) @weight( 1 ) @because( "Of {$w} and %1$s." ) @cites( "0-01" ) when
                Note%1$s( $w : weight%1$s != %1$s, text%1$s in ( "text %1$s", "x" ) )
                not Note%1$s( weight%1$s < $w )
                exists ( Note%1$s( weight%1$s >= $w ) and Thing%1$s( stage%1$s == Stage%1$s.LATE%1$s ) )
                accumulate( Note%1$s( $v : weight%1$s ); $s : sum( $v ), $n : count(), $a : average( $v ); $s > 0 )
                ( Thing%1$s( !flag%1$s ) or Thing%1$s( stage%1$s != null ) )
            then raise( kcontext ); end
            rule "Conclusion %1$s" @recommends( X ) @because( "Leads by {$l}." ) when
                Score( leaning == "A", $l : lead > 0 ) Score( total >= $l )
            then recommend( kcontext ); end
            rule "Step %1$s" @order( %1$s ) @advises( "Do %1$s." ) when Recommendation( outcome == "X" ) then step( kcontext ); end
            """;

    @Test
    void aPolicyLoadsNoClass() throws Exception {
        String loaded = inAJvmOfItsOwn();
        List<String> afterwards = loaded.lines()
                .dropWhile(line -> !line.equals("WARM"))
                .takeWhile(line -> !line.startsWith("DONE"))
                .filter(line -> line.contains("[class,load]"))
                .filter(line -> !line.matches(".* source: (jrt:/java[.]base|shared objects file)"))
                .toList();
        assertThat(loaded).contains("WARM\n", "DONE 40\n");
        assertThat(afterwards).isEmpty();
    }

    private static String inAJvmOfItsOwn() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout:tags",
                // Or the JVM makes classes of its own for what is called by reflection often.
                "-Dsun.reflect.inflationThreshold=2147483647",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NothingGeneratedTests.class.getName()));
        Path out = Files.createTempFile("classes", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(out);
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }

    /** Three times as a beginning, then with other words. */
    public static void main(String[] arguments) {
        int answers = 0;
        for (int i = 1; i <= 43; i++) {
            if (i == 4) {
                System.out.println("WARM");
            }
            answers += i < 4 ? 0 : answer(i) ? 1 : 0;
            if (i < 4 && !answer(i)) {
                throw new IllegalStateException("Policy " + i + " gives no advice.");
            }
        }
        System.out.println("DONE " + answers);
    }

    private static boolean answer(int number) {
        Checked checked = Checker.check(
                List.of(
                        new SourceFile("facts.drl", FACTS.formatted(number)),
                        new SourceFile("rules.drl", RULES.formatted(number))),
                Policies.TERMS);
        if (!checked.passed()) {
            throw new IllegalStateException(
                    checked.findings().stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
        KnowledgeBase base = KnowledgeBase.compile(checked.rulebook());
        String facts =
                "{\"thing%1$s\": {\"flag%1$s\": true, \"count%1$s\": %2$s, \"share%1$s\": 0.5, \"name%1$s\": \"a%1$s\", \"stage%1$s\": \"LATE%1$s\"}}"
                        .formatted(number, number + 1);
        return IntStream.range(0, 2)
                .allMatch(n -> "X".equals(Policies.evaluate(base, facts).outcome()));
    }
}
