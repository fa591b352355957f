package io.rootlesstck.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestCheckTest {
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: worker
            spec:
              securityContext: {runAsUser: 1000, fsGroup: 2000}
              containers:
                - name: main
                  image: docker.io/rootless-tck/workload:1
                  ports: [{containerPort: 80}]
                  resources: {limits: {cpu: 200m, memory: 64Mi, pids: 5}}
                  livenessProbe: {httpGet: {path: /, port: 80}}
              volumes:
                - {name: v, emptyDir: {medium: Memory, sizeLimit: 8Mi}}
            """;

    @TempDir private Path root;

    @Test
    void whatTheApiServerKnowsIsTaken() throws IOException {
        assertThatCode(() -> ManifestCheck.check(manifest(POD))).doesNotThrowAnyException();
        assertThatCode(
                        () ->
                                ManifestCheck.check(
                                        manifest(
                                                """
                                                # several at once
                                                ---
                                                apiVersion: apps/v1
                                                kind: DaemonSet
                                                metadata: {name: flannel, namespace: kube-flannel}
                                                spec:
                                                  selector: {matchLabels: {app: flannel}}
                                                ---
                                                apiVersion: rbac.authorization.k8s.io/v1
                                                kind: ClusterRole
                                                metadata: {name: "system:Flannel"}
                                                rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
                                                ---
                                                apiVersion: v1
                                                kind: PersistentVolume
                                                metadata: {name: disk}
                                                spec: {capacity: {storage: 1Gi}, local: {path: /mnt}}
                                                ---
                                                apiVersion: example.org/v1
                                                kind: Widget
                                                metadata: {name: mine}
                                                spec: {anything: goes}
                                                ---
                                                """)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: Pod|kind: Pot|2:1: Kubernetes has no kind Pot in v1",
                "apiVersion: v1|apiVersion: v2|2:1: Kubernetes has no kind Pod in v2",
                "kind: Pod|knid: Pod|1:1: an object of Kubernetes needs its kind",
                "apiVersion: v1|version: v1|1:1: an object of Kubernetes needs its apiVersion",
                "  name: worker|  nam: worker|3:1: an object of Kubernetes needs a metadata.name",
                "name: worker|name: Worker_1|4:3: \"Worker_1\" is no name",
                "containers:|contaniers:|7:3: unknown field \"contaniers\" (Pod.spec.contaniers)",
                "image:|imgae:|9:7: unknown field \"imgae\" (Pod.spec.containers[0].imgae)",
                "medium:|meduim:|14:28: unknown field \"meduim\" (Pod.spec.volumes[0].emptyDir.meduim)",
                "containerPort: 80|containerPort: http|10:16: Pod.spec.containers[0].ports[0].containerPort: Cannot deserialize",
                "[{containerPort: 80}]|{containerPort: 80}|10:7: Pod.spec.containers[0].ports: Cannot deserialize",
                "    - name: main|    - name: [main|is not valid YAML: while parsing a flow sequence",
                "kind: Pod|kind: Pod~kind: Pod|3:5: is not valid YAML: Duplicate field 'kind'"
            })
    void whatItWouldRejectHasItsPlace(String right, String wrong, String message)
            throws IOException {
        Path manifest = manifest(POD.replace(right, wrong.replace('~', '\n')));

        assertThatThrownBy(() -> ManifestCheck.check(manifest))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(manifest + ":")
                .hasMessageContaining(message);
    }

    @Test
    void aManifestWithoutAnObjectIsTold() throws IOException {
        Path manifest = manifest("# to do\n");

        assertThatThrownBy(() -> ManifestCheck.check(manifest))
                .hasMessage(manifest + ": holds no object");
    }

    @Test
    void everyFileBelowAScenarioIsChecked() throws IOException {
        Files.writeString(root.resolve("scenario.yaml"), "title: T\n");
        Files.writeString(root.resolve("kubelet.yaml"), "notForTheApiServer: true\n");
        manifest(POD);
        Path claims = Path.of("scenarios/claims.yaml");
        Scenarios scenarios = Scenarios.load(List.of(root), Claims.load(claims));
        assertThatCode(() -> ManifestCheck.check(scenarios.all())).doesNotThrowAnyException();

        Path second = root.resolve("pods/second.yml");
        Files.writeString(second, POD.replace("spec:", "sepc:"));

        assertThatThrownBy(() -> ManifestCheck.check(scenarios.all()))
                .hasMessageStartingWith(second + ":5:1: unknown field \"sepc\"");
    }

    @Test
    void theKitsOwnManifestsAreSound() {
        Claims claims = Claims.load(Path.of("scenarios/claims.yaml"));

        ManifestCheck.check(Scenarios.load(List.of(Path.of("scenarios")), claims).all());
    }

    private Path manifest(String text) throws IOException {
        Path manifest = root.resolve("pods/pod.yaml");
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, text);
        return manifest;
    }
}
