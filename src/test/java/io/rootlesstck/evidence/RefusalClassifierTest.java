package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.scenario.RefusalCause;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RefusalClassifierTest {
    private final RefusalClassifier classifier = RefusalClassifier.load();

    /** What programs, kernels and kubelets really said. */
    @ParameterizedTest
    @CsvFileSource(resources = "refusals.csv", delimiter = '|', quoteCharacter = '\'')
    void aRealTextHasItsCause(RefusalCause cause, String said) {
        assertThat(classifier.classify(said.replace("\\n", "\n")).cause()).isEqualTo(cause);
    }

    @Test
    void everyCauseButUnknownHasATextThatTellsOfIt() {
        assertThat(classifier.patterns().stream().map(LogPattern::cause).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(RefusalCause.UNKNOWN)));
    }

    /** Else a server that is down could be told as a refusal. */
    @Test
    void theUserNamespaceIsTheLastThatIsBlamed() {
        assertThat(
                        classifier.patterns().stream()
                                .map(LogPattern::cause)
                                .dropWhile(cause -> cause != RefusalCause.USER_NAMESPACE))
                .isNotEmpty()
                .containsOnly(RefusalCause.USER_NAMESPACE);
    }

    @Test
    void aCauseIsReadAsItIsSpelt() {
        assertThat(Arrays.stream(RefusalCause.values()).map(cause -> RefusalCause.of(cause.key())))
                .containsExactly(RefusalCause.values());
    }

    @Test
    void aRefusalSaysWhatItMeans() {
        assertThat(classifier.classify("mount.nfs4: Operation not permitted"))
                .hasToString(
                        "USER_NAMESPACE (The kernel refuses this kind of mount in a user namespace"
                                + " (EPERM).)");
        assertThat(classifier.classify("")).hasToString("UNKNOWN");
    }
}
