package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.rootlesstck.evidence.KlogLine.Severity;
import org.junit.jupiter.api.Test;

class KlogLineTest {
    private static final String HEADER = "I1124 07:32:35.469123    1234 kubelet.go:123] ";

    @Test
    void aToleratedSysctlIsReadWithItsFields() {
        KlogLine line =
                read(
                        "I1124 06:50:01.123456     321 container_manager_linux.go:423] \"Updating"
                                + " kernel flag failed (running in UserNS, ignoring)\""
                                + " flag=\"vm/overcommit_memory\""
                                + " err=\"open /proc/sys/vm/overcommit_memory: permission denied\"");

        assertThat(line.severity()).isEqualTo(Severity.INFO);
        assertThat(line.time()).isEqualTo("1124 06:50:01.123456");
        assertThat(line.source()).isEqualTo("container_manager_linux.go:423");
        assertThat(line.message())
                .isEqualTo("Updating kernel flag failed (running in UserNS, ignoring)");
        assertThat(line.fields())
                .containsExactly(
                        entry("flag", "vm/overcommit_memory"),
                        entry("err", "open /proc/sys/vm/overcommit_memory: permission denied"));
    }

    @Test
    void aListOfErrorsIsOneValue() {
        KlogLine line =
                read(
                        "E1124 06:50:01.123456 321 kubelet.go:1694] \"Failed to start"
                                + " ContainerManager\" err=\"[open"
                                + " /proc/sys/vm/overcommit_memory: permission denied, open"
                                + " /proc/sys/kernel/panic: permission denied]\"");

        assertThat(line.severity()).isEqualTo(Severity.ERROR);
        assertThat(line.fields().get("err")).startsWith("[open ").endsWith("denied]");
    }

    @Test
    void plainWordsAreTheMessage() {
        KlogLine line = read("W1124 06:50:01.123456 321 a.go:1] kept a=b \"as it is\"");

        assertThat(line.severity()).isEqualTo(Severity.WARNING);
        assertThat(line.message()).isEqualTo("kept a=b \"as it is\"");
        assertThat(line.fields()).isEmpty();
    }

    @Test
    void whatAJournalPutsBeforeTheHeaderIsPassedOver() {
        KlogLine line =
                read("Nov 24 06:50:01 node kubelet[321]: F1124 06:50:01.123456 321 a.go:1] end");

        assertThat(line.severity()).isEqualTo(Severity.FATAL);
        assertThat(line.message()).isEqualTo("end");
    }

    @Test
    void valuesWithoutQuotesAndInBracketsAreRead() {
        KlogLine line =
                read(
                        HEADER
                                + "\"Creating\" pod=\"ns/a\" n=42 list=[a b \"]\" c]"
                                + " struct={Name:x Opts:{A:1 B:[2 3]}} empty= last=\"q\\\"q\\n\"");

        assertThat(line.fields())
                .containsExactly(
                        entry("pod", "ns/a"),
                        entry("n", "42"),
                        entry("list", "[a b \"]\" c]"),
                        entry("struct", "{Name:x Opts:{A:1 B:[2 3]}}"),
                        entry("empty", ""),
                        entry("last", "q\"q\n"));
    }

    @Test
    void aLineThatIsCutOffIsReadAsFarAsItGoes() {
        assertThat(read(HEADER + "\"Creating\" err=\"open /dev/km").fields())
                .containsExactly(entry("err", "\"open"));
        assertThat(read(HEADER + "\"Creating").message()).isEqualTo("\"Creating");
        assertThat(read(HEADER.stripTrailing()).message()).isEmpty();
    }

    @Test
    void otherLinesAreNone() {
        assertThat(KlogLine.parse("")).isEmpty();
        assertThat(KlogLine.parse("time=\"2026-11-24T06:50:01Z\" level=info msg=x")).isEmpty();
    }

    private static KlogLine read(String line) {
        return KlogLine.parse(line).orElseThrow();
    }
}
