package io.rootlesstck.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of an object that others change too, against API servers that answer as told. */
class ConflictsTest {
    private static final KubernetesClientException CONFLICT =
            new KubernetesClientException("the object has been modified", 409, null);
    private static final KubernetesClientException INVALID =
            new KubernetesClientException("the Pod is invalid", 422, null);

    @Test
    void makesTheChangeAnewAfterAConflict() {
        Deque<KubernetesClientException> answers = new ArrayDeque<>(List.of(CONFLICT, CONFLICT));

        Conflicts.retry("the pod a", () -> answer(answers));

        assertThat(answers).isEmpty();
    }

    @Test
    void tellsOfEachOtherRefusalAtOnce() {
        Deque<KubernetesClientException> answers =
                new ArrayDeque<>(List.of(CONFLICT, INVALID, CONFLICT));

        assertThatThrownBy(() -> Conflicts.retry("the pod a", () -> answer(answers)))
                .isSameAs(INVALID);
        assertThat(answers).containsExactly(CONFLICT);
    }

    private static void answer(Deque<KubernetesClientException> answers) {
        if (!answers.isEmpty()) {
            throw answers.pop();
        }
    }
}
