package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.evidence.LogPattern.Meaning;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LogClassifierTest {
    private final LogClassifier classifier = LogClassifier.load();

    /** Lines as they stood in logs and bug reports. */
    @ParameterizedTest
    @CsvFileSource(resources = "known-lines.csv", delimiter = '|', quoteCharacter = '\'')
    void aRealLineIsKnown(String component, Meaning meaning, String claim, String line) {
        LogPattern pattern = classifier.classify(component, line).orElseThrow();

        assertThat(pattern.meaning()).isEqualTo(meaning);
        assertThat(pattern.claim() == null ? "-" : pattern.claim()).isEqualTo(claim);
        assertThat(classifier.classify(line)).as("whoever wrote it").contains(pattern);
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
