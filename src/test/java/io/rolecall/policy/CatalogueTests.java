package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walk through the five guides, row by row: what says something about hiring is in `hiring`, and so on. */
class CatalogueTests {

    private static final Path ROWS = Path.of("src/test/resources/io/rolecall/policy/catalogue-rows.tsv");
    private static final Pattern EXCUSE = Pattern.compile("^\\| ([0-4]-[0-9]+) \\|", Pattern.MULTILINE);

    private static final Pattern OWNED = Pattern.compile("ownership|handoff|one-person");

    private record Row(String id, String kind) {
        boolean meta() {
            return kind.startsWith("meta");
        }
    }

    private static final List<Row> CATALOGUE = new ArrayList<>();
    private static Set<String> cited;
    private static Set<String> excused;
    private static String readme;

    @BeforeAll
    static void read() throws IOException {
        Files.readAllLines(ROWS).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .forEach(cells -> CATALOGUE.add(new Row(cells[0], cells[1])));
        cited = Shipped.citations(Shipped.read("hiring"));
        readme = Files.readString(Shipped.FOLDER.resolve("README.md"));
        String section = readme.substring(readme.indexOf("## What is not encoded"));
        excused = EXCUSE.matcher(section).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    @Test
    void theCatalogueIsWhole() {
        assertThat(CATALOGUE).hasSize(316).extracting(Row::id).doesNotHaveDuplicates();
    }

    @Test
    void everyRowThatSaysSomethingIsCited() {
        Set<String> missing = new TreeSet<>();
        CATALOGUE.stream()
                .filter(row -> !row.meta() && !cited.contains(row.id()) && !excused.contains(row.id()))
                .forEach(row -> missing.add(row.id() + " (" + row.kind() + ")"));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyRowOnOwnershipIsCitedByThePolicyOnIt() throws IOException {
        Set<String> owned = Shipped.citations(Shipped.read("ownership"));
        assertThat(CATALOGUE.stream().filter(row -> OWNED.matcher(row.kind()).find()))
                .hasSizeGreaterThan(50)
                .extracting(Row::id)
                .isSubsetOf(owned);
    }

    @Test
    void whatIsExcusedIsNotCited() {
        assertThat(excused).isNotEmpty().doesNotContainAnyElementsOf(cited);
        assertThat(CATALOGUE).extracting(Row::id).containsAll(excused);
    }

    @ParameterizedTest
    @MethodSource("io.rolecall.policy.Shipped#names")
    void onlyRowsOfTheCatalogueAreCited(String policy) throws IOException {
        Set<String> rows = new HashSet<>();
        CATALOGUE.forEach(row -> rows.add(row.id()));
        assertThat(Shipped.citations(Shipped.read(policy)).stream().filter(citation -> citation.matches("[0-4]-.*")))
                .isSubsetOf(rows);
    }

    @Test
    void theReadmeCountsTheRowsThatSayNothingAboutHiring() {
        assertThat(CATALOGUE.stream().filter(row -> row.meta() && !cited.contains(row.id())))
                .hasSize(10);
        assertThat(readme).contains("Ten more rows are");
    }
}
