package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ten mistakes that a policy owner makes most often. Each gives one finding, at the right characters, with the mend in it:
 *
 * <ol>
 *   <li>a field or fact is misspelt
 *   <li>a constant stands without its enum, or is misspelt
 *   <li>{@code =} where {@code ==} is meant
 *   <li>a quote is missing, or came curly from a word processor
 *   <li>{@code end}, {@code then} or {@code when} is missing
 *   <li>a comma, semicolon or bracket is missing
 *   <li>the letter case is wrong
 *   <li>a value is of the wrong type
 *   <li>an annotation, leaning, outcome or citation is misspelt
 *   <li>a habit of Java or of stock Drools
 * </ol>
 */
class CommonestMistakesTests {

    private static final Terms TERMS = new Terms(
            "hiring",
            List.of("DATA_SCIENTIST", "ML_ENGINEER"),
            List.of("ML_ENGINEER_FIRST", "NOT_YET"),
            Map.of("0", 75, "breck-2017", 0));

    private static final String SOUND = """
            package hiring;

            declare enum ModelStatus
                NONE("No model yet"), ACCEPTED("Accepted against a measure"), LIVE("In production");
                label : String
            end

            declare Models
                status    : ModelStatus  @ask( "How far is the best model?" )
                live      : Integer      @ask( "How many models are in production?" ) @min( 0 )
                monitored : Boolean      @ask( "Is somebody told when a model fails?" )
                owner     : String       @ask( "Who owns the models?" )
                share     : Double       @ask( "Which part of the work are they?" )
            end

            rule "An accepted model waits for production"
                @favours( ML_ENGINEER )
                @weight( 4 )
                @because( "A model was accepted, and {$live} are live." )
                @cites( "breck-2017, 0-30" )
            when
                Models( status == ModelStatus.ACCEPTED, $live : live < 2, monitored == false )
            then
                raise( kcontext );
            end

            rule "The engineer leads"
                @recommends( ML_ENGINEER_FIRST )
                @because( "The engineer leads by {$lead}." )
            when
                Score( leaning == "ML_ENGINEER", $lead : lead > 0 )
                Models( owner != "nobody", share > 0.5 )
            then
                recommend( kcontext );
            end
            """;

    @Test
    void theSamePolicyWithoutThemIsSound() {
        assertThat(findings(SOUND)).isEmpty();
    }

    /** The wrong text stands for the right one; the finding marks a part of it, or the place behind it, and names the mend. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            status ==                  | stauts ==                 | stauts            | unknown-field         | Did you mean "status"?
            Models( status             | Model( status             | Model             | unknown-fact          | Did you mean "Models"?
            ModelStatus.ACCEPTED       | ACCEPTED                  | ACCEPTED          | constant-without-enum | Write ModelStatus.ACCEPTED.
            ModelStatus.ACCEPTED       | ACEPTED                   | ACEPTED           | constant-without-enum | Write ModelStatus.ACCEPTED.
            ModelStatus.ACCEPTED       | ModelStatus.ACEPTED       | ACEPTED           | unknown-constant      | Did you mean "ACCEPTED"?
            ModelStatus.ACCEPTED       | Status.ACCEPTED           | Status            | unknown-enum          | Did you mean "ModelStatus"?
            ModelStatus.ACCEPTED       | "ACCEPTED"                | "ACCEPTED"        | wrong-type            | Write ModelStatus.ACCEPTED, without quotes.
            monitored == false         | monitored = false         | =                 | single-equals         | (expected: ==)
            $live : live < 2           | $live = live < 2          | =                 | single-equals         | : to bind a field
            and {$live} are live."     | and {$live} are live.     | "A model was accepted, and {$live} are live. ) | unclosed-text | End it with "
            @cites( "breck-2017, 0-30" ) | @cites( “breck-2017, 0-30” ) | “breck-2017, 0-30” | bad-character    | straight quotes: "…"
            @because( "The engineer leads by {$lead}." ) | @because( The engineer leads by {$lead}. ) | The engineer leads by {$lead}. | unquoted-text | @because( "The engineer leads by {$lead}." )
            rule "The engineer leads"  | rule The engineer leads   | The engineer leads | unquoted-text        | rule "The engineer leads"
            raise( kcontext );↵end     | raise( kcontext );        | ‸                 | left-out              | "end" is missing
            then↵    raise(            | raise(                    | ‸                 | left-out              | "then" is missing
            when↵    Models(           | Models(                   | ‸                 | left-out              | "when" is missing
            raise( kcontext );         | raise( kcontext )         | ‸                 | left-out              | ";" is missing
            raise( kcontext );         | raise( kcontext;          | ;                 | left-out              | ")" is missing
            monitored == false )       | monitored == false        | ‸                 | left-out              | ")" is missing
            @weight( 4 )               | @weight( 4                | ‸                 | left-out              | ")" is missing
            ACCEPTED, $live            | ACCEPTED $live            | $live             | not-joined            | a comma or &&
            live < 2, monitored        | live < 2 monitored        | monitored         | not-joined            | a comma or &&
            live < 2, monitored        | live < 2 and monitored    | and               | not-joined            | a comma or &&
            model yet"), ACCEPTED      | model yet") ACCEPTED      | ‸                 | left-out              | "," is missing
            Models( status             | models( status            | models            | unknown-fact          | Did you mean "Models"?
            status ==                  | Status ==                 | Status            | unknown-field         | Did you mean "status"?
            monitored == false         | monitored == False        | False             | wrong-type            | Write false.
            monitored == false         | monitored == FALSE        | FALSE             | wrong-type            | Write false.
            ModelStatus.ACCEPTED       | ModelStatus.Accepted      | Accepted          | unknown-constant      | Did you mean "ACCEPTED"?
            raise( kcontext );         | Raise( kcontext );        | Raise             | unknown-verb          | Did you mean "raise"?
            Integer      @ask          | integer      @ask         | integer           | unknown-type          | Did you mean "Integer"?
            @weight( 4 )               | @Weight( 4 )              | Weight            | unknown-annotation    | Did you mean "weight"?
            live < 2                   | live < 1.5                | 1.5               | wrong-type            | (expected: a whole number)
            live < 2                   | live < "2"                | "2"               | wrong-type            | Write 2, without quotes.
            monitored == false         | monitored == "no"         | "no"              | wrong-type            | Write true or false, without quotes.
            monitored == false         | monitored == 0            | 0                 | wrong-type            | Write true or false.
            owner != "nobody"          | owner != 3                | 3                 | wrong-type            | Write "3".
            owner != "nobody"          | owner != nobody           | nobody            | unknown-field         | write "nobody" in quotes
            @weight( 4 )               | @weight( 10 )             | 10                | annotation-value      | a whole number from 1 to 5
            @weight( 4 )               | @weight( "4" )            | "4"               | annotation-value      | a whole number from 1 to 5
            @weight( 4 )               | @wieght( 4 )              | wieght            | unknown-annotation    | Did you mean "weight"?
            @favours( ML_ENGINEER )    | @favors( ML_ENGINEER )    | favors            | unknown-annotation    | Did you mean "favours"?
            @favours( ML_ENGINEER )    | @favours( ML_ENGINER )    | ML_ENGINER        | unknown-leaning       | Did you mean "ML_ENGINEER"?
            leaning == "ML_ENGINEER"   | leaning == "ML_ENGINEERS" | "ML_ENGINEERS"    | unknown-leaning       | Did you mean "ML_ENGINEER"?
            leaning == "ML_ENGINEER"   | leaning == ML_ENGINEER    | ML_ENGINEER       | unknown-field         | write "ML_ENGINEER" in quotes
            ML_ENGINEER_FIRST          | ML_ENGINER_FIRST          | ML_ENGINER_FIRST  | unknown-outcome       | Did you mean "ML_ENGINEER_FIRST"?
            "breck-2017, 0-30"         | "breck-2018, 0-30"        | breck-2018        | unknown-citation      | Did you mean "breck-2017"?
            "breck-2017, 0-30"         | "breck-2017, 0-76"        | 0-76              | unknown-citation      | (expected: 1 to 75)
            {$lead}                    | {$leed}                   | {$leed}           | unknown-variable      | (expected: $lead)
            monitored == false         | isMonitored() == false    | isMonitored()     | no-calls              | Write monitored.
            status ==                  | getStatus() ==            | getStatus()       | no-calls              | Write status.
            status ==                  | this.status ==            | this.status       | no-calls              | Write status.
            owner != "nobody"          | !"nobody".equals( owner ) | "nobody".equals( owner ) | no-calls       | Write owner == "nobody".
            owner != "nobody"          | !owner.equals( "nobody" ) | owner.equals( "nobody" ) | no-calls       | Write owner == "nobody".
            monitored == false         | monitored == Boolean.FALSE | Boolean.FALSE    | wrong-type            | Write false.
            owner     : String         | owner     : Text          | Text              | unknown-type          | (expected: Boolean, Double, Integer
            live      : Integer        | live      : Number        | Number            | unknown-type          | Write Integer for whole numbers, Double for others.
            share     : Double         | share     : float         | float             | unknown-type          | Write Double.
            monitored : Boolean        | monitored : bool          | bool              | unknown-type          | Did you mean "Boolean"?
            raise( kcontext );         | drools.raise( kcontext ); | drools            | no-code               | Write raise( kcontext );
            raise( kcontext );         | raise();                  | raise()           | wrong-arguments      | (expected: raise( kcontext ))
            raise( kcontext );         | raise( "waits" );         | raise( "waits" )  | wrong-arguments      | (expected: raise( kcontext ))
            raise( kcontext );         | raise( kcontext ); caution( kcontext ); | caution | several-verbs     | a second rule
            """)
    void isMendedWhereItStands(String right, String wrong, String marked, String code, String mend) {
        String good = right.replace("↵", "\n");
        assertThat(SOUND).containsOnlyOnce(good);
        String text = SOUND.replace(good, wrong);
        assertThat(findings(text)).singleElement().satisfies(finding -> {
            Excerpt excerpt = Excerpt.of(finding, text);
            assertThat(marked(text, finding)).as(finding + "\n" + excerpt).isEqualTo(marked);
            assertThat(finding.code().id()).as(finding.toString()).isEqualTo(code);
            assertThat(finding.toString()).contains(mend);
        });
    }

    /** ‸ where the place is behind the last character of a line. */
    private static String marked(String text, Finding finding) {
        int[] line = text.lines()
                .skip(finding.line() - 1)
                .findFirst()
                .orElse("")
                .codePoints()
                .toArray();
        int from = finding.column() - 1;
        String before = new String(line, 0, Math.min(from, line.length));
        String marked = new String(
                line,
                before.codePointCount(0, before.length()),
                Math.max(0, Math.min(line.length, finding.endColumn() - 1) - from));
        return marked.isBlank() ? "‸" : marked;
    }

    private static List<Finding> findings(String text) {
        return Checker.check(List.of(new SourceFile("rules.drl", text)), TERMS).findings();
    }
}
