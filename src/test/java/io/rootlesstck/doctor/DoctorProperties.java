package io.rootlesstck.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the parsers do with anything. */
class DoctorProperties {
    private static final JudgedUser TESTER =
            new JudgedUser("tester", 1000, 1000, "/home/tester", "");

    // --- versions of kernels

    @Example
    void readsTheVersionsThatThereAre() {
        assertThat(KernelVersion.parse("6.8.0-51-generic\n").isAtLeast(6, 8)).isTrue();
        assertThat(KernelVersion.parse("5.15.167.4-microsoft-standard-WSL2+").isAtLeast(5, 16))
                .isFalse();
        assertThat(KernelVersion.parse("7.3.4-tck").isAtLeast(5, 13)).isTrue();
        assertThat(KernelVersion.parse("4.18.0-553.el8_10.x86_64").isAtLeast(4, 18)).isTrue();
        assertThat(KernelVersion.parse("6.18-rc3")).hasToString("6.18-rc3");
        assertThat(KernelVersion.parse("6.18")).hasToString("6.18");
    }

    @Property
    void aVersionIsAtLeastItself(
            @ForAll @IntRange(max = 9999) int major,
            @ForAll @IntRange(max = 9999) int minor,
            @ForAll("tails") String tail) {
        KernelVersion version = KernelVersion.parse(major + "." + minor + tail);

        assertThat(version.isAtLeast(major, minor)).isTrue();
        assertThat(version.isAtLeast(major, minor + 1)).isFalse();
        assertThat(version.isAtLeast(major + 1, 0)).isFalse();
    }

    @Provide
    Arbitrary<String> tails() {
        return Arbitraries.of(
                "", ".0", ".167.4-microsoft-standard-WSL2+", "-rc1", ".0-51-generic", "+");
    }

    @Property
    void whatIsNoVersionSaysSo(@ForAll String text) {
        try {
            assertThat(text.strip()).startsWith(KernelVersion.parse(text).major() == 0 ? "0" : "");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("is no version of a kernel");
        }
    }

    // --- subordinate numbers

    @Property
    void everyLineIsARangeOrBad(@ForAll String text) {
        SubIds ids = SubIds.parse(text);

        long lines =
                text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .count();
        assertThat(ids.ranges().size() + ids.badLines().size()).isEqualTo((int) lines);
    }

    @Property
    void aNumberCountsOnce(@ForAll("ranges") List<SubIds.Range> ranges) {
        SubIds ids = parsed(ranges);

        long counted =
                java.util.stream.LongStream.range(0, 400)
                        .filter(
                                number ->
                                        ids.of(TESTER).stream()
                                                .anyMatch(
                                                        range ->
                                                                range.start() <= number
                                                                        && number < range.end()))
                        .count();
        assertThat(ids.badLines()).isEmpty();
        assertThat(ids.count(TESTER)).isEqualTo(counted);
    }

    @Property
    void whatIsSharedIsOfOthersAndMeetsOwn(@ForAll("ranges") List<SubIds.Range> ranges) {
        SubIds ids = parsed(ranges);

        assertThat(ids.shared(TESTER))
                .allSatisfy(
                        range -> {
                            assertThat(ids.of(TESTER)).doesNotContain(range);
                            assertThat(ids.of(TESTER)).anyMatch(range::meets);
                        });
    }

    @Property
    void whatIsFreeIsFree(@ForAll("wideRanges") List<SubIds.Range> ranges) {
        long start = parsed(ranges).firstFree(65536);

        assertThat(start).isGreaterThanOrEqualTo(100_000);
        assertThat(ranges).noneMatch(new SubIds.Range("new", start, 65536)::meets);
    }

    @Property
    void numbersBeyondThirtyTwoBitsAreBad(@ForAll long start, @ForAll long count) {
        SubIds ids = SubIds.parse("tester:%d:%d\n".formatted(start, count));

        boolean good =
                start >= 0 && count > 0 && start <= 4294967294L && count <= 4294967295L - start;
        assertThat(ids.badLines().isEmpty()).isEqualTo(good);
    }

    @Provide
    Arbitrary<List<SubIds.Range>> ranges() {
        return ranges(0, 300, 100);
    }

    @Provide
    Arbitrary<List<SubIds.Range>> wideRanges() {
        return ranges(0, 1_000_000, 200_000);
    }

    private static Arbitrary<List<SubIds.Range>> ranges(long from, long to, long most) {
        return Combinators.combine(
                        Arbitraries.of("tester", "1000", "other", "1001"),
                        Arbitraries.longs().between(from, to),
                        Arbitraries.longs().between(1, most))
                .as(SubIds.Range::new)
                .list()
                .ofMaxSize(8);
    }

    private static SubIds parsed(List<SubIds.Range> ranges) {
        return SubIds.parse(
                ranges.stream()
                        .map(Object::toString)
                        .collect(Collectors.joining("\n", "# mine\n\n", "\n")));
    }

    // --- configurations of kernels

    @Property
    void anOptionIsWhatItsLastLineSays(@ForAll("options") List<String> values) {
        StringBuilder text = new StringBuilder("#\n# Linux/x86 6.1.0 Kernel Configuration\n#\n");
        for (int i = 0; i < values.size(); i++) {
            text.append(
                    values.get(i).equals("n")
                            ? "# CONFIG_O%d is not set\n".formatted(i)
                            : "CONFIG_O%d=%s\n".formatted(i, values.get(i)));
        }
        var parsed = KernelConfig.parse(text.toString());

        assertThat(parsed).hasSize(values.size());
        for (int i = 0; i < values.size(); i++) {
            assertThat(parsed).containsEntry("O" + i, values.get(i));
        }
    }

    @Provide
    Arbitrary<List<String>> options() {
        return Arbitraries.of("y", "m", "n", "\"a = string\"", "0x10", "").list().ofMaxSize(20);
    }

    @Property
    void anyTextIsAConfigurationOfSomeOptions(@ForAll String text) {
        assertThat(KernelConfig.parse(text).keySet()).allMatch(name -> name.matches("\\w+"));
    }

    // --- modules, cgroups, accounts, limits, distributions

    @Example
    void readsModulesAsKmodWritesThem() {
        assertThat(
                        KernelParts.modules(
                                """
                                kernel/net/bridge/br_netfilter.ko.zst: kernel/net/bridge/bridge.ko.zst
                                kernel/net/netfilter/xt_tcpudp.ko
                                kernel/drivers/a-b.ko.xz:
                                no module
                                """))
                .containsExactlyInAnyOrder("br_netfilter", "xt_tcpudp", "a_b");
    }

    @Property
    void anyTextIsAListOfSomeModules(@ForAll String text) {
        assertThat(KernelParts.modules(text)).noneMatch(name -> name.contains("/"));
    }

    @Property
    void wordsAreNeverEmptyAndHoldNoSpace(@ForAll String text) {
        assertThat(CgroupChecks.words(text))
                .noneMatch(word -> word.isEmpty() || word.contains(" "));
    }

    @Property
    void controllersAreReadAsWritten(@ForAll("controllers") List<String> controllers) {
        assertThat(CgroupChecks.words(String.join(" ", controllers) + "\n")).isEqualTo(controllers);
    }

    @Provide
    Arbitrary<List<String>> controllers() {
        return Arbitraries.of("cpu", "cpuset", "io", "memory", "pids", "hugetlb", "misc")
                .list()
                .uniqueElements();
    }

    @Property
    void anyTextNamesSomeAccounts(@ForAll String text) {
        assertThat(Accounts.parse(text)).allMatch(account -> !account.name().isEmpty());
    }

    @Property
    void anAccountIsReadBack(
            @ForAll @IntRange(max = 99999) int uid, @ForAll @IntRange(max = 99999) int gid) {
        assertThat(Accounts.parse("bad\nx:y\nu:x:%d:%d:U, N:/h:/bin/sh\n".formatted(uid, gid)))
                .containsExactly(new Accounts.Account("u", uid, gid, "/h", "/bin/sh"));
    }

    @Example
    void readsLimits() {
        assertThat(LimitChecks.hard(FitMachine.limits("524288"))).hasValue(524288L);
        assertThat(LimitChecks.hard(FitMachine.limits("unlimited"))).hasValue(Long.MAX_VALUE);
        assertThat(LimitChecks.hard(FitMachine.limits("18446744073709551615")))
                .hasValue(Long.MAX_VALUE);
        assertThat(LimitChecks.hard("Max open files\n")).isEmpty();
    }

    @Property
    void anyTextSaysALimitOrNone(@ForAll String text) {
        assertThat(LimitChecks.hard(text))
                .satisfiesAnyOf(
                        found -> assertThat(found).isEmpty(),
                        found -> assertThat(found).isPresent());
    }

    @Property
    void anyTextIsOfSomeDistribution(@ForAll String text) {
        assertThat(Distribution.parse(text).title()).isNotNull();
    }

    @Property
    void mountsAreReadOrRefused(@ForAll("mountLines") List<String> lines) {
        List<String> good = new ArrayList<>(lines);
        Mounts mounts = Mounts.parse(String.join("\n", good));

        assertThat(mounts.ofType("ext4")).hasSize(lines.size());
        assertThatThrownBy(() -> Mounts.parse("x\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<List<String>> mountLines() {
        return Arbitraries.of("/", "/home", "/home/tester", "/mnt/a\\040b")
                .map("22 1 259:1 / %s rw,relatime shared:1 - ext4 /dev/vda1 rw"::formatted)
                .list()
                .ofMaxSize(5);
    }

    @Example
    void aPathLiesOnTheDeepestMount() {
        Mounts mounts =
                Mounts.parse(
                        """
                        1 0 0:1 / / rw - ext4 a rw
                        2 1 0:2 / /home rw - xfs b rw
                        3 1 0:3 / /home/te rw - zfs c rw
                        4 1 0:4 / /home rw - nfs d rw
                        """);

        assertThat(mounts.of("/home/tester").orElseThrow().type()).isEqualTo("nfs");
        assertThat(mounts.of("/homes").orElseThrow().type()).isEqualTo("ext4");
        assertThat(mounts.of("/home/te").orElseThrow().type()).isEqualTo("zfs");
    }

    @Property
    void aQuotedWordHoldsNoOpenQuote(@ForAll String word) {
        String quoted = Remedy.quoted(word);

        assertThat(quoted.equals(word) ? quoted : quoted.replace("'\\''", ""))
                .satisfiesAnyOf(
                        text -> assertThat(text).matches("[\\w@%+=:,./-]+"),
                        text -> assertThat(text).startsWith("'").endsWith("'"));
    }
}
