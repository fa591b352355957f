package io.rootlesstck.assertions;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.cluster.PodExec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodExecAssertTest {
    private static final List<String> ARGV = List.of("wget", "http://10.244.1.2:8080/name");

    @Test
    void whatEndedWellAndWroteTheTextPasses() {
        assertThat(new PodExec(ARGV, 0, "peer-1\n", "")).wrote("peer-1");
        assertThat(new PodExec(ARGV, 1, "", "")).failed();
    }

    @Test
    void aFailureIsToldWithTheCommandAndWhatItSaid() {
        assertThatThrownBy(
                        () ->
                                assertThat(new PodExec(ARGV, 1, "", "wget: download timed out\n"))
                                        .as("from the first pod to the second")
                                        .wrote("peer-1"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "[from the first pod to the second] Expecting a program in a pod to write"
                                + " \"peer-1\", but `wget http://10.244.1.2:8080/name` exited with"
                                + " 1: wget: download timed out");
    }

    @Test
    void anotherTextAndAnUnwantedSuccessAreToldWithWhatWasWritten() {
        PodExec ran = new PodExec(ARGV, 0, "peer-2", "");

        assertThatThrownBy(() -> assertThat(ran).wrote("peer-1"))
                .hasMessageContaining("to write \"peer-1\", but")
                .hasMessageContaining("exited with 0: peer-2");
        assertThatThrownBy(() -> assertThat(ran).failed())
                .hasMessageContaining("to fail, but `wget http://10.244.1.2:8080/name` exited");
    }
}
