package io.rootlesstck.lint;

import java.util.ArrayList;
import java.util.List;

/** For people: one paragraph a finding, whose first line editors and terminals link. */
public final class TextReport {
    private TextReport() {}

    /** The whole text. */
    public static String of(LintResult result) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : result.findings()) {
            Rule rule = finding.rule();
            lines.add(
                    "%s: %s: %s [%s]"
                            .formatted(
                                    Shown.path(finding.place().toString()),
                                    finding.level().word(),
                                    finding.message(),
                                    rule.id()));
            lines.add("    fix:  " + finding.fix());
            lines.add("    from: \"%s\", %s".formatted(rule.heading(), rule.link()));
            if (rule.more() != null) {
                lines.add("          " + rule.more());
            }
        }
        if (!result.skipped().isEmpty()) {
            lines.add(
                    "%s in folders passed over, for lint does not know them; --format json says why"
                            .formatted(counted(result.skipped().size(), "file")));
        }
        lines.add(summary(result));
        return String.join("\n", lines) + "\n";
    }

    /** What could not be looked into, a line each, for standard error. */
    public static List<String> problems(LintResult result) {
        return result.problems().stream()
                .map(each -> "%s: %s".formatted(Shown.path(each.file().toString()), each.reason()))
                .toList();
    }

    private static String summary(LintResult result) {
        return "%s, %s, %s in %s, for Kubernetes %s and containerd %s where a file says nothing else"
                .formatted(
                        counted(result.count(Level.ERROR), "error"),
                        counted(result.count(Level.WARNING), "warning"),
                        counted(result.count(Level.NOTE), "note"),
                        counted(result.files(), "file"),
                        result.versions().kubernetes(),
                        result.versions().containerd());
    }

    private static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
