package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.scenario.RefusalCause;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class EvidenceProperties {
    private static final String HEADER = "I1124 07:32:35.469123    1234 kubelet.go:123] ";
    private static final LogClassifier CLASSIFIER = LogClassifier.load();
    private static final RefusalClassifier REFUSALS = RefusalClassifier.load();

    @Property
    void anyTextCanBeReadAsALogLine(@ForAll String text) {
        KlogLine.parse(text);
        CLASSIFIER.classify(text);
        assertThat(KlogLine.parse(HEADER + text)).isPresent();
    }

    /** Texts of the very letters that structure a line, so that many come close to one. */
    @Property(tries = 5000)
    void anyTextOfQuotesAndBracketsCanBeRead(
            @ForAll
                    @Chars({'"', '\\', '=', '{', '}', '[', ']', '<', '>', ' ', 'a', '\n'})
                    @StringLength(max = 40)
                    String text) {
        assertThat(KlogLine.parse(HEADER + "\"m\"" + text)).isPresent();
    }

    @Property
    void whatIsWrittenAsAFieldIsReadAgain(
            @ForAll @AlphaChars @StringLength(min = 1) String key,
            @ForAll @CharRange(from = ' ', to = '~') String value) {
        String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
        String line = HEADER + "\"message\" %s=\"%s\" last=\"1\"".formatted(key, quoted);

        KlogLine read = KlogLine.parse(line).orElseThrow();

        assertThat(read.message()).isEqualTo("message");
        assertThat(read.fields()).containsEntry("last", "1");
        if (!key.equals("last")) {
            assertThat(read.fields()).containsEntry(key, value);
        }
    }

    @Property
    void anyTextCanStandForANamespace(@ForAll String link, @ForAll String map) {
        UserNamespace once = new UserNamespace(link, map);

        assertThat(new UserNamespace(once.link(), once.uidMap())).isEqualTo(once);
        assertThat(once.toString()).contains(once.link());
    }

    @Property
    void anyNameBecomesOneSafeFileName(@ForAll String name) {
        String safe = EvidenceDir.safe(name);

        assertThat(safe).matches("[A-Za-z0-9_-][A-Za-z0-9._-]*").hasSizeLessThan(150);
    }

    @Property
    void differentNamesStayDifferent(
            @ForAll @StringLength(max = 5) @Chars({'a', '/', '.', '_', '-', 'é'}) String one,
            @ForAll @StringLength(max = 5) @Chars({'a', '/', '.', '_', '-', 'é'}) String other) {
        assertThat(EvidenceDir.safe(one).equals(EvidenceDir.safe(other)))
                .isEqualTo(one.equals(other));
    }

    @Property
    void anyTextHasOneCause(@ForAll String said) {
        assertThat(REFUSALS.classify(said).cause()).isNotNull();
    }

    /** Whatever stands around it, and though the texts of a refusal stand there as well. */
    @Property
    void whatHasAnotherCauseIsNeverTakenForARefusalByTheUserNamespace(
            @ForAll @IntRange(max = 1000) int which, @ForAll String before, @ForAll String after) {
        List<LogPattern> others = REFUSALS.patterns().stream().filter(p -> !isRefusal(p)).toList();
        LogPattern other = others.get(which % others.size());
        String refusals =
                REFUSALS.patterns().stream()
                        .filter(EvidenceProperties::isRefusal)
                        .flatMap(pattern -> pattern.texts().stream())
                        .collect(Collectors.joining("\n"));

        assertThat(
                        REFUSALS.classify(
                                        before
                                                + refusals
                                                + String.join(after, other.texts())
                                                + after)
                                .cause())
                .isNotEqualTo(RefusalCause.USER_NAMESPACE);
    }

    private static boolean isRefusal(LogPattern pattern) {
        return pattern.cause() == RefusalCause.USER_NAMESPACE;
    }
}
