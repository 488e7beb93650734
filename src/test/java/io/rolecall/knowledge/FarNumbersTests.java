package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The analysis claims nothing false of values at the edges of what a field can hold. */
class FarNumbersTests {

    private static final String FACTS = """
            package sample;
            declare Thing
                count : Integer @ask( "Count?" )
                share : Double @ask( "Share?" )
                other : Double @ask( "Other?" )
                name : String @ask( "Name?" ) @maxLength( 5000 )
            end
            declare Gap
                reason : String
            end
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share > 100000000000000000.0",
                "share < 100000000000000000.0",
                "share > -100000000000000000.0",
                "share < -100000000000000000.0",
                "share > 100000000000000000.0, other > share",
                "count == 2147483647, share > 100000000000000000.0",
                "count == -2147483647",
                "share > 3000000000.0, count < share",
                "share < -3000000000.0, count > share"
            })
    void whatALargeNumberCanBeIsNotDenied(String condition) {
        assertThat(findings("rule \"One\" @favours( A ) @weight( 1 ) @because( \"x\" ) @cites( \"0-01\" ) when Thing( "
                        + condition + " ) then raise( kcontext ); end"))
                .isEmpty();
    }

    @Test
    void aDerivedTextIsAsLongAsTheOneThatIsBound() {
        String text = "x".repeat(1_500);
        assertThat(findings("rule \"One\" when Thing( $name : name ) then insertLogical( new Gap( $name ) ); end\n"
                        + "rule \"Two\" @favours( A ) @weight( 1 ) @because( \"x\" ) @cites( \"0-01\" ) when Gap( reason == \""
                        + text
                        + "\" ) then raise( kcontext ); end"))
                .isEmpty();
    }

    @Test
    void whatIsAlwaysSoInOneAlternativeIsNotClaimedOfAnother() {
        assertThat(findings("declare Amount number : Integer end\n"
                        + "rule \"One\" when Thing( $n : count ) then insertLogical( new Amount( $n ) ); end\n"
                        + "rule \"Two\" @favours( A ) @weight( 1 ) @because( \"x\" ) @cites( \"0-01\" ) when\n"
                        + "( Thing( $n : count, count == 3 ) or Amount( $n : number ) )\n"
                        + "Thing( share > 5.0, share > $n ) then raise( kcontext ); end"))
                .isEmpty();
    }

    private static List<Finding> findings(String rules) {
        Checked checked = Checker.check(
                List.of(new SourceFile("facts.drl", FACTS), new SourceFile("rules.drl", "package sample; " + rules)),
                Policies.TERMS);
        assertThat(checked.findings()).isEmpty();
        return Analysis.of(checked.rulebook()).findings();
    }
}
