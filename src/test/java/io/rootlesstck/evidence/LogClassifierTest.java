package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.document.DocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class LogClassifierTest {
    private static final String KNOWN =
            "src/test/resources/io/rootlesstck/evidence/known-lines.tsv";

    private final LogClassifier classifier = LogClassifier.load();

    static List<Arguments> knownLines() throws IOException {
        return Files.readAllLines(Path.of(KNOWN)).stream()
                .map(line -> line.split("\t", 3))
                .map(parts -> Arguments.of(parts[0], parts[1], parts[2]))
                .toList();
    }

    /** Lines as they stood in logs and bug reports, or as the code of their program writes them. */
    @ParameterizedTest
    @MethodSource("knownLines")
    void aRealLineIsKnown(String id, String claim, String line) {
        LogPattern pattern = classifier.classify(line).orElseThrow();

        assertThat(pattern.id()).isEqualTo(id);
        assertThat(String.valueOf(pattern.claimOf(LogPattern.unescaped(line))))
                .isEqualTo(claim.equals("-") ? "null" : claim);
        assertThat(classifier.classify(pattern.component(), line)).contains(pattern);
    }

    @Test
    void eachPatternHasARealLine() throws IOException {
        assertThat(classifier.patterns())
                .hasSizeGreaterThan(150)
                .extracting(LogPattern::id)
                .hasSameElementsAs(
                        knownLines().stream().map(line -> line.get()[0].toString()).toList());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "unknown-lines.csv", delimiter = '|', quoteCharacter = '\'')
    void anotherLineIsNot(String component, String line) {
        assertThat(classifier.classify(component, line)).isEmpty();
    }

    @Test
    void everyPatternIsTheMeaningOfItsOwnTexts() {
        assertThat(classifier.patterns())
                .allSatisfy(
                        pattern ->
                                assertThat(
                                                classifier.classify(
                                                        pattern.component(),
                                                        String.join(" … ", pattern.texts())))
                                        .contains(pattern));
    }

    @Test
    void theClaimsOfPatternsAreStated() {
        Claims claims = Claims.load(Path.of("scenarios/claims.yaml"));

        assertThat(classifier.patterns().stream().map(LogPattern::claim).filter(Objects::nonNull))
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claims.matching(claim)).isNotEmpty());
    }

    @Test
    void aCauseNamedByAPatternIsThere() {
        List<String> ids = classifier.patterns().stream().map(LogPattern::id).toList();

        assertThat(classifier.patterns())
                .allSatisfy(
                        pattern ->
                                assertThat(pattern.behind())
                                        .allSatisfy(
                                                cause ->
                                                        assertThat(ids)
                                                                .as(pattern.id())
                                                                .anyMatch(
                                                                        id ->
                                                                                Claims.matches(
                                                                                        cause,
                                                                                        id))));
    }

    /** Else two lines would explain each other, and neither would be the root cause. */
    @Test
    void causesDoNotGoRoundInCircles() {
        for (LogPattern start : classifier.patterns()) {
            Set<String> reached = new HashSet<>();
            Deque<LogPattern> next = new ArrayDeque<>(List.of(start));
            while (!next.isEmpty()) {
                for (String cause : next.remove().behind()) {
                    classifier.patterns().stream()
                            .filter(pattern -> Claims.matches(cause, pattern.id()))
                            .filter(pattern -> reached.add(pattern.id()))
                            .forEach(next::add);
                }
            }
            assertThat(reached).as("behind " + start.id()).doesNotContain(start.id());
        }
    }

    @Test
    void aBrokenPatternIsTold() {
        assertThatThrownBy(
                        () ->
                                LogClassifier.of(
                                        Path.of("x.yaml"),
                                        "patterns:\n  - {component: kubelet, texts: [abcdef]}\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("x.yaml:2:");
    }
}
