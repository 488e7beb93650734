package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unknown is never evidence, whatever stands in a condition: to the engine, and to the reference interpreter. */
class KleeneTests {

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, textBlock = """
            pattern                                   ~ fires on            ~ silent on
            Thing( count < 200 )                      ~ count 199           ~ nothing, count 200
            Thing( count >= 0 )                       ~ count 0             ~ nothing, count -1
            Thing( 0 <= count )                       ~ count 0             ~ nothing, count -1
            Thing( count != 1 )                       ~ count 0             ~ nothing, count 1
            Thing( flag )                             ~ flag true           ~ nothing, flag false
            Thing( !flag )                            ~ flag false          ~ nothing, flag true
            Thing( flag != true )                     ~ flag false          ~ nothing, flag true
            Thing( !( flag == true ) )                ~ flag false          ~ nothing, flag true
            Thing( !!flag )                           ~ flag true           ~ nothing, flag false
            Thing( stage != Stage.LATE )              ~ stage EARLY         ~ nothing, stage LATE
            Thing( stage not in ( Stage.LATE ) )      ~ stage EARLY         ~ nothing, stage LATE
            Thing( name != "a" )                      ~ name b, name        ~ nothing, name a
            Thing( name matches ".*" )                ~ name a, name        ~ nothing
            Thing( !( name matches "a" ) )            ~ name b              ~ nothing, name a, flag true
            Thing( mentions( name, "a" ) )            ~ name a              ~ nothing, name b, flag true
            Thing( !mentions( name, "a" ) )           ~ name b              ~ nothing, name a, flag true
            Thing( count == null )                    ~ nothing, flag true  ~ count 0
            Thing( count != null )                    ~ count 0             ~ nothing
            Thing( !( count == null ) )               ~ count 0             ~ nothing
            Thing( count == count )                   ~ count 0             ~ nothing
            Thing( count == share )                   ~ count 1 share 1.0   ~ nothing, count 1, share 1.0, count 1 share 1.5
            Thing( flag == other )                    ~ flag true other true~ nothing, flag true, other true
            Thing( flag || !flag )                    ~ flag true           ~ nothing
            Thing( flag || count > 0 )                ~ flag true, count 1  ~ nothing, flag false
            Thing( !( flag && count > 0 ) )           ~ flag false, count 0 ~ nothing, flag true, count 1
            Thing( flag, count > 0 )                  ~ flag true count 1   ~ nothing, flag true, count 1
            Thing( flag || other && count > 0 )       ~ flag true, other true count 1 ~ nothing, other true, count 1, flag false count 1
            Thing( ( flag || other ) && count > 0 )   ~ flag true count 1, other true count 1 ~ nothing, flag true, count 1
            Thing( flag && other || count > 0 )       ~ count 1, flag true other true ~ nothing, flag true, flag true count 0
            Thing( !flag && !other || count > 0 )     ~ count 1, flag false other false ~ nothing, flag false, flag true other false
            Thing( !( flag || other ), count > 0 )    ~ flag false other false count 1 ~ nothing, flag false count 1, flag false other false
            Thing( count in ( 1, 2 ), flag )          ~ count 1 flag true, count 2 flag true ~ nothing, count 1, count 3 flag true
            Thing( 1 > count )                        ~ count 0             ~ nothing, count 1
            Thing( null == count )                    ~ nothing, flag true  ~ count 0
            Thing( null != count )                    ~ count 0             ~ nothing
            Thing( flag in ( other, true ) )          ~ flag true, flag false other false ~ nothing, flag false, other true, flag false other true
            Thing( flag not in ( other, true ) )      ~ flag false other true ~ nothing, flag true, flag false, flag false other false
            not Thing( count >= 0 )                   ~ count -1            ~ nothing, count 0
            not Thing( flag )                         ~ flag false          ~ nothing, flag true
            not Thing( flag, count > 0 )              ~ flag false, count 0 ~ nothing, flag true, count 1
            not Thing( count == null )                ~ count 0             ~ nothing
            not Thing( count != null )                ~ nothing             ~ count 0
            not Thing()                               ~ /                   ~ nothing, flag true
            exists Thing()                            ~ nothing             ~ /
            exists Thing( !flag )                     ~ flag false          ~ nothing, flag true
            """)
    void aConditionOnSomethingUnknownIsNotTrue(String pattern, String fires, String silent) {
        assertFires(pattern, fires, silent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, textBlock = """
            patterns                                                  ~ fires on           ~ silent on
            Thing( $c : count ) Thing( count == $c )                  ~ count 1            ~ nothing
            Thing( $c : count ) Thing( count != $c )                  ~ /                  ~ nothing, count 1
            Thing( $c : count ) Thing( $c == null )                   ~ nothing            ~ count 1
            Thing( $c : count ) Thing( $c != null )                   ~ count 1            ~ nothing
            Thing( $c : count ) Thing( share > $c )                   ~ count 1 share 1.5  ~ nothing, count 1, share 1.5, count 2 share 2.0
            Thing( $c : count, $s : share ) Thing( $c == $s )         ~ count 2 share 2.0  ~ nothing, count 2, share 2.0
            Thing( $f : flag ) not Thing( other == $f )               ~ flag true other false ~ nothing, flag true, other true, flag true other true
            Thing( $f : flag ) Thing( other in ( $f, true ) )         ~ other true, flag false other false ~ nothing, other false
            Thing( $c : count ) not Note( weight == $c )              ~ count 2, nothing   ~ count 1 flag true, flag true
            Thing( $c : count ) Note( weight == $c )                  ~ count 1 flag true  ~ nothing, count 1, flag true, count 2 flag true
            """)
    void whatIsBoundMayBeUnknown(String patterns, String fires, String silent) {
        assertFires(patterns, fires, silent);
    }

    /** There is a note of weight 1 if flagged, and one of the thing's count and share if it has a name. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, textBlock = """
            patterns                                                            ~ fires on                      ~ silent on
            not Note( weight > 1 )                                              ~ nothing, flag true, name a count 1 ~ name a, name a count 2
            not Note( weight == null )                                          ~ nothing, name a count 1       ~ name a
            not ( Note( $w : weight ) and Note( weight > $w ) )                 ~ nothing, flag true            ~ name a, flag true name a count 2
            accumulate( Note( $w : weight ); $n : sum( $w ); $n >= 0 )          ~ nothing, flag true, name a count 0 ~ name a, flag true name a
            accumulate( Note( $w : weight ); $n : min( $w ); $n >= 0 )          ~ flag true, name a count 0     ~ nothing, name a, flag true name a
            accumulate( Note( $w : weight ); $n : average( $w ); $n == 1.5 )    ~ flag true name a count 2      ~ nothing, flag true name a
            accumulate( Note( $w : weight ); $n : max( $w ); $n < 2 )           ~ flag true                     ~ nothing, name a count 2, flag true name a
            accumulate( Note( share > 0 ); $n : count( 1 ); $n >= 0 )           ~ nothing, flag true, name a share 0.0 ~ name a, flag true name a
            accumulate( Note( weight == null ); $n : count( 1 ); $n == 1 )      ~ name a                        ~ nothing, name a count 1
            """)
    void aNumberMadeOfSomethingUnknownIsUnknown(String patterns, String fires, String silent) {
        assertFires(patterns, fires, silent);
    }

    private static void assertFires(String patterns, String fires, String silent) {
        KnowledgeBase base = Policies.compile("""
                rule "Flagged note" when Thing( flag ) then insertLogical( new Note( 1, 0.5 ) ); end
                rule "Named note" when Thing( $c : count, $s : share, name != null ) then insertLogical( new Note( $c, $s ) ); end
                """ + Policies.signal("Fires", patterns));
        for (String situation : situations(fires)) {
            assertThat(Policies.fired(base, situation)).as(situation).containsExactly("Fires");
            assertThat(Policies.interpreted(base, situation)).as(situation).containsExactly("Fires");
        }
        for (String situation : situations(silent)) {
            assertThat(Policies.fired(base, situation)).as(situation).isEmpty();
            assertThat(Policies.interpreted(base, situation)).as(situation).isEmpty();
        }
    }

    /** {@code count 1 flag true, nothing} is two situations. */
    private static List<String> situations(String written) {
        return Stream.of(written.split(","))
                .map(String::strip)
                .filter(situation -> !situation.equals("/"))
                .map(situation -> situation
                        .replace("nothing", "")
                        .replaceAll("(count|share|flag|other) ([-0-9a-z.]+) ?", "\"$1\": $2,")
                        .replaceAll("(name|stage) ?(\\w*)", "\"$1\": \"$2\",")
                        .replaceAll(",$", ""))
                .map(members -> "{\"thing\": {" + members + "}}")
                .toList();
    }
}
