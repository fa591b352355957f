package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class EvidenceProperties {
    private static final String HEADER = "I1124 07:32:35.469123    1234 kubelet.go:123] ";
    private static final LogClassifier CLASSIFIER = LogClassifier.load();

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
}
