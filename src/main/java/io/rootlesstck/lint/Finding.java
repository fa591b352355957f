package io.rootlesstck.lint;

import io.rootlesstck.document.Place;
import java.util.Comparator;

/** What a rule says about a place in a file. */
public record Finding(Rule rule, Place place, String message, String fix) {
    /** By file, line, column and rule. */
    static final Comparator<Finding> ORDER =
            Comparator.comparing((Finding finding) -> finding.place().file().toString())
                    .thenComparingInt(finding -> finding.place().line())
                    .thenComparingInt(finding -> finding.place().column())
                    .thenComparing(finding -> finding.rule().id())
                    .thenComparing(Finding::message);

    /** How much it weighs. */
    public Level level() {
        return rule.level();
    }
}
