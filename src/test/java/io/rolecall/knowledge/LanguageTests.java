package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What editors are told of the language is what its readers know. */
class LanguageTests {

    @Test
    void offersWordsThatNoDeclarationMayHave() {
        assertThat(Language.WORDS)
                .allSatisfy(
                        word -> assertThat(ReservedNames.word(word)).as(word).isNotNull());
    }

    @Test
    void offersOperatorsThatAreRead() {
        for (String operator : Language.operators()) {
            String condition = switch (operator) {
                case "in", "not in" -> "field " + operator + " ( 1, 2 )";
                case "mentions" -> "mentions( field, \"x\" )";
                case "near" -> "mentions( field, near( \"x\", \"y\" ) )";
                case "matches" -> "field matches \"x\"";
                case "!" -> "!field";
                case "&&", "||" -> "field " + operator + " field";
                default -> "field " + operator + " 1";
            };
            List<Finding> findings = new ArrayList<>();
            String rule = "package p;\nrule \"A rule\" when Fact( " + condition + " ) then raise( kcontext ); end\n";
            Parser.parse(new SourceFile("a.drl", rule), findings);
            assertThat(findings).as(operator).isEmpty();
        }
    }
}
