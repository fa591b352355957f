package io.rootlesstck.lint;

import java.util.Locale;

/** How much a finding weighs; the later one weighs more. */
public enum Level {
    /** Redundant, dead, or good to know: nothing breaks by it. */
    NOTE,
    /** What the page recommends, or what breaks on some hosts only. */
    WARNING,
    /** What the page requires, or what keeps a component from starting. */
    ERROR;

    /** As it is written in rules, options and reports, which is also SARIF's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
