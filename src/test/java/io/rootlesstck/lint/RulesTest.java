package io.rootlesstck.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Each rule finds something in a file that it is against, and nothing in one that it is not. */
class RulesTest {
    static final Claims CLAIMS = Claims.load(Path.of("scenarios/claims.yaml"));
    static final Rules RULES = Rules.load(CLAIMS);
    private static final JsonNode CASES = cases();

    static List<String> rules() {
        return RULES.all().stream().map(Rule::id).toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsWhatItIsAgainst(String rule) {
        JsonNode row = CASES.path(rule);

        assertThat(found(row, row.path("bad"))).contains(rule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsNothingWhereThatIsNot(String rule) {
        JsonNode row = CASES.path(rule);

        assertThat(found(row, row.path("good"))).doesNotContain(rule);
    }

    @Test
    void everyRuleHasItsCaseAndEveryCaseItsRule() {
        Set<String> cases = new TreeSet<>();
        CASES.fieldNames().forEachRemaining(cases::add);

        assertThat(cases).isEqualTo(new TreeSet<>(rules()));
    }

    @Test
    void everyRuleSaysWhereItIsKnownFrom() {
        assertThat(RULES.all())
                .allSatisfy(
                        rule -> {
                            assertThat(rule.heading()).isNotBlank();
                            assertThat(rule.link()).startsWith("https://");
                            assertThat(rule.id())
                                    .matches("[a-z-]+\\.[a-z0-9-]+")
                                    .startsWith(rule.kinds().iterator().next().word() + ".");
                        });
    }

    @Test
    void linksTheHeadingOfThePage() {
        assertThat(rule("kubelet.gate-missing").link())
                .isEqualTo(
                        "https://kubernetes.io/docs/tasks/administer-cluster/kubelet-in-userns/"
                                + "#configuring-kubelet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id: a.b, kind: kubelet, level: bad, heading: h, at: /a, text: t, fix: f} | no such level",
                "{id: a.b, kind: kublet, level: note, heading: h, at: /a, text: t, fix: f} | no kind is named kublet",
                "{id: a.b, kind: kubelet, level: note, heading: h, text: t, fix: f} | a rule needs at or check",
                "{id: a.b, kind: kubelet, level: note, heading: h, check: x, text: t, fix: f} | no check is named x",
                "{id: a.b, kind: kubelet, level: note, at: /a, text: t, fix: f} | needs a text at heading",
                "{id: a.b, kind: kubelet, level: note, claim: no.such, at: /a, text: t, fix: f} | no claim is named no.such",
                "{id: a.b, kind: kubelet, level: note, heading: h, att: /a, text: t, fix: f} | unknown key \"att\""
            })
    void refusesARuleThatIsWrong(String row) {
        String[] sides = row.split(" \\| ", 2);
        Document document =
                Document.yaml(
                        Path.of("rules.yaml"),
                        "newest: {kubernetes: v1.37.0, containerd: v2.4.0}\nrules: ["
                                + sides[0]
                                + "]");

        assertThatThrownBy(() -> Rules.of(document, CLAIMS)).hasMessageContaining(sides[1]);
    }

    private static Rule rule(String id) {
        return RULES.all().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<String> found(JsonNode row, JsonNode file) {
        JsonNode own = file.isObject() ? file : row;
        String text = file.isObject() ? file.path("text").textValue() : file.textValue();
        Linter linter =
                new Linter(RULES, version(own, "kubernetes"), version(own, "containerd"), null);
        String name = own.path("name").asText(row.path("name").asText("config.yaml"));
        linter.text(Path.of(name), Objects.requireNonNull(text), false);
        LintResult result = linter.result();
        assertThat(result.problems()).isEmpty();
        assertThat(result.findings())
                .allSatisfy(
                        finding -> {
                            assertThat(finding.message()).doesNotContain("${");
                            assertThat(finding.fix()).doesNotContain("${");
                        });
        return result.findings().stream().map(finding -> finding.rule().id()).toList();
    }

    /** The bad file of a rule, by its name. */
    static Map.Entry<String, String> badFile(String rule) {
        JsonNode row = CASES.path(rule);
        JsonNode bad = row.path("bad");
        String text = bad.isObject() ? bad.path("text").textValue() : bad.textValue();
        return Map.entry(
                bad.path("name").asText(row.path("name").asText("config.yaml")),
                Objects.requireNonNull(text));
    }

    private static @Nullable KubernetesVersion version(JsonNode row, String key) {
        return row.has(key) ? KubernetesVersion.parse(row.path(key).asText()) : null;
    }

    private static JsonNode cases() {
        try (InputStream in =
                Objects.requireNonNull(RulesTest.class.getResourceAsStream("cases.yaml"))) {
            return new ObjectMapper().valueToTree(new Yaml().load(in)); // with its aliases
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
