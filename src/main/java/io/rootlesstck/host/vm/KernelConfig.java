package io.rootlesstck.host.vm;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The options that a kernel was asked to have, and those it got. */
final class KernelConfig {
    private KernelConfig() {}

    /**
     * The options asked for that the configuration does not have: kconfig drops, without a word,
     * what an unmet dependency forbids.
     *
     * @param asked the lines of our fragment
     * @param got the lines of the finished {@code .config}
     */
    static List<String> lost(List<String> asked, List<String> got) {
        Set<String> has = new HashSet<>(got);
        return asked.stream()
                .filter(line -> line.startsWith("CONFIG_"))
                .filter(line -> !has.contains(line))
                .toList();
    }
}
