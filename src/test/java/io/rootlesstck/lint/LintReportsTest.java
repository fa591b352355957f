package io.rootlesstck.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LintReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theTextNamesPlaceLevelRuleFixAndSource() {
        assertThat(TextReport.of(result()))
                .isEqualTo(
                        """
                        a b/kubelet.yaml:3:1: error: protectKernelDefaults stops the kubelet wherever one of its six \
                        sysctls has another value than it wants; the gate KubeletInUserNamespace does not help there. \
                        [kubelet.protect-kernel-defaults]
                            fix:  Remove the line, or set the six sysctls on the host.
                            from: "setupKernelTunables", https://github.com/kubernetes/kubernetes/tree/master/pkg/kubelet
                        1 file in folders passed over, for lint does not know them; --format json says why
                        1 error, 0 warnings, 0 notes in 1 file, for Kubernetes v1.37.2 and containerd v2.4.0 where a \
                        file says nothing else
                        """);
        assertThat(TextReport.problems(result()).get(0))
                .startsWith("broken.yaml: line 1, column 5: is not valid YAML");
    }

    @Test
    void theJsonHasTheSameForPrograms() throws IOException {
        JsonNode root = JSON.readTree(JsonReport.of(result()));

        assertThat(root.path("schema").asInt()).isEqualTo(1);
        JsonNode finding = root.path("findings").path(0);
        assertThat(finding.path("rule").asText()).isEqualTo("kubelet.protect-kernel-defaults");
        assertThat(finding.path("level").asText()).isEqualTo("error");
        assertThat(finding.path("line").asInt()).isEqualTo(3);
        assertThat(finding.path("claim").asText()).isEqualTo("kubelet.protect-kernel-defaults");
        assertThat(root.path("skipped").path(0).path("file").asText()).isEqualTo("pod.yaml");
        assertThat(root.path("problems").path(0).path("file").asText()).isEqualTo("broken.yaml");
    }

    @Test
    void theSarifIsValidAndNamesTheRule() throws IOException {
        JsonNode root = JSON.readTree(SarifReport.of(result(), "0.1.0"));

        assertThat(schema().validate(root)).isEmpty();
        JsonNode run = root.path("runs").path(0);
        JsonNode result = run.path("results").path(0);
        assertThat(result.path("ruleId").asText()).isEqualTo("kubelet.protect-kernel-defaults");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("a%20b/kubelet.yaml");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(3);
        assertThat(run.at("/tool/driver/rules").path(result.path("ruleIndex").asInt()).path("id"))
                .isEqualTo(result.path("ruleId"));
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
    }

    @Test
    void theSarifOfNothingIsValidToo() throws IOException {
        LintResult empty = new Linter(RulesTest.RULES, null, null, null).result();

        assertThat(schema().validate(JSON.readTree(SarifReport.of(empty, "0.1.0")))).isEmpty();
    }

    @Test
    void theSchemaRejectsWhatIsNoSarif() throws IOException {
        assertThat(schema().validate(JSON.readTree("{\"version\": \"2.1.0\", \"runs\": [{}]}")))
                .isNotEmpty();
    }

    private static LintResult result() {
        Linter linter = new Linter(RulesTest.RULES, null, null, null);
        linter.text(
                Path.of("a b/kubelet.yaml"),
                "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
                        + "protectKernelDefaults: true\n",
                false);
        linter.text(Path.of("pod.yaml"), "apiVersion: v1\nkind: Pod\n", true);
        linter.text(Path.of("broken.yaml"), "a: [\n", false);
        return linter.result();
    }

    /** The schema of the standard, out of a library that was made from it. */
    private static Schema schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        LintReportsTest.class.getResourceAsStream(
                                "/schema/sarif-schema-2.1.0.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(in);
        }
    }
}
