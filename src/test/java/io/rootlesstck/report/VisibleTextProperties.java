package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

class VisibleTextProperties {
    @Example
    void controlCharactersAreShownAsPictures() {
        assertThat(VisibleText.of("a\u001b[31mb\u0000\u007f"))
                .isEqualTo("a\u241b[31mb\u2400\u2421");
    }

    @Example
    void marksThatTurnTheDirectionAreSpeltOut() {
        assertThat(VisibleText.of("exe.\u202Efdp")).isEqualTo("exe.‹U+202E›fdp");
    }

    @Example
    void otherWritingAndEmojiStay() {
        assertThat(VisibleText.of("日本語 שלום 🐧\tok\n")).isEqualTo("日本語 שלום 🐧\tok\n");
    }

    @Property
    void everyCharacterMayStandInXml(@ForAll String text) {
        assertThat(VisibleText.of(text).codePoints())
                .allMatch(
                        c ->
                                c == '\t'
                                        || c == '\n'
                                        || c >= 0x20 && c <= 0xD7FF
                                        || c >= 0xE000 && c <= 0xFFFD
                                        || c >= 0x10000);
    }

    @Property
    void whatIsVisibleStaysAsItIs(@ForAll @CharRange(from = ' ', to = '~') String text) {
        assertThat(VisibleText.of(text)).isSameAs(text);
    }

    @Property
    void aCutTextIsNotLonger(@ForAll String text, @ForAll @IntRange(max = 50) int most) {
        String cut = VisibleText.cut(text, most);

        assertThat(cut.equals(VisibleText.of(text)) || cut.endsWith(" …")).isTrue();
    }
}
