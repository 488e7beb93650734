package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Small policies and situations for tests, from text. */
final class Policies {

    static final Terms TERMS =
            new Terms("sample", List.of("A", "B"), List.of("X", "Y"), Map.of("0", 75, "book-2017", 0));

    static final String FACTS = """
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
                share : Double
            end
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Policies() {}

    static Checked check(String rules) {
        return Checker.check(
                List.of(new SourceFile("facts.drl", FACTS), new SourceFile("rules.drl", "package sample;\n" + rules)),
                TERMS);
    }

    static KnowledgeBase compile(String rules) {
        Checked checked = check(rules);
        assertThat(checked.findings()).filteredOn(Finding::isError).isEmpty();
        return KnowledgeBase.compile(checked.rulebook());
    }

    /** A rule that raises a signal for A with weight 1 where the conditions hold. */
    static String signal(String name, String when) {
        return """
                rule "%s"
                    @favours( A ) @weight( 1 ) @because( "Because." ) @cites( "0-01" )
                when
                    %s
                then
                    raise( kcontext );
                end
                """.formatted(name, when);
    }

    static Evaluation evaluate(KnowledgeBase base, String facts) {
        return base.evaluate(FactReader.read(JSON.readTree(facts), "/facts", base.rulebook()));
    }

    /** The signals that the reference interpreter raises. */
    static List<String> interpreted(KnowledgeBase base, String facts) {
        return interpret(base.rulebook(), facts).evaluation().signals().stream()
                .map(Evaluation.Signal::rule)
                .toList();
    }

    static Interpretation interpret(Rulebook rulebook, String facts) {
        return Interpreter.interpret(rulebook, FactReader.read(JSON.readTree(facts), "/facts", rulebook));
    }

    static List<String> fired(KnowledgeBase base, String facts) {
        return evaluate(base, facts).signals().stream()
                .map(Evaluation.Signal::rule)
                .toList();
    }
}
