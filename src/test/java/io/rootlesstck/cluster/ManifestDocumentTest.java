package io.rootlesstck.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rootlesstck.document.DocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDocumentTest {
    private static final String CONFIG_MAP_AND_POD =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: words
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: reader
            spec:
              containers:
                - name: main
                  image: x
                  volumeMounts:
                    - name: a
                      mountPath: ""
            """;

    @TempDir Path dir;

    @Test
    void titlesNameKindAndName() throws IOException {
        assertThat(ManifestDocument.read(file(CONFIG_MAP_AND_POD)))
                .extracting(ManifestDocument::title)
                .containsExactly("ConfigMap/words", "Pod/reader");
    }

    @Test
    void aDocumentWithoutANameIsToldAtItsPlace() throws IOException {
        Path file = file("apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}\n");

        assertThatThrownBy(() -> ManifestDocument.read(file))
                .isInstanceOf(DocumentException.class)
                .hasMessage(file + ":3:1: a manifest needs a text at /metadata/name");
    }

    @Test
    void aFieldThatTheServerObjectsToIsToldAtItsPlace() throws IOException {
        Path file = file(CONFIG_MAP_AND_POD);

        assertThat(pod(file).rejected(invalid("spec.containers[0].volumeMounts[0].mountPath")))
                .hasMessageStartingWith(
                        file
                                + ":16:11: the API server rejects Pod/reader: Pod \"reader\" is invalid");
    }

    @Test
    void aFieldThatTheServerDoesNotKnowIsToldAtItsPlace() throws IOException {
        Path file = file(CONFIG_MAP_AND_POD);
        KubernetesClientException refusal =
                new KubernetesClientException(
                        new StatusBuilder()
                                .withCode(400)
                                .withMessage(
                                        "Pod in version \"v1\" cannot be handled as a Pod: strict"
                                                + " decoding error: unknown field"
                                                + " \"spec.containers[0].image\"")
                                .build());

        assertThat(pod(file).rejected(refusal)).hasMessageStartingWith(file + ":13:7: ");
    }

    @Test
    void whatTheServerSaysOfTheWholeIsToldAtItsStart() throws IOException {
        Path file = file(CONFIG_MAP_AND_POD);

        assertThat(pod(file).rejected(new KubernetesClientException("no matches")))
                .hasMessage(file + ":6:1: the API server rejects Pod/reader: no matches");
    }

    private static ManifestDocument pod(Path file) {
        return ManifestDocument.read(file).get(1);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("all.yaml"), text);
    }

    private static KubernetesClientException invalid(String field) {
        return new KubernetesClientException(
                new StatusBuilder()
                        .withCode(422)
                        .withMessage("Pod \"reader\" is invalid: " + field + ": Required value")
                        .withNewDetails()
                        .addNewCause()
                        .withField(field)
                        .endCause()
                        .endDetails()
                        .build());
    }
}
