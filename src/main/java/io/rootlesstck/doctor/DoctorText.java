package io.rootlesstck.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found, for a person. */
public final class DoctorText {
    private static final int WIDTH = 110;
    private static final int WORD = "not checked".length();

    private final MachineReport report;
    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    private DoctorText(MachineReport report, boolean colour) {
        this.report = report;
        this.colour = colour;
    }

    /**
     * Writes a report.
     *
     * @param colour whether to use ANSI colours
     */
    public static String of(MachineReport report, boolean colour) {
        return new DoctorText(report, colour).write();
    }

    private String write() {
        line(
                "%s: %s, kernel %s"
                        .formatted(report.where(), report.distribution().title(), report.kernel()));
        JudgedUser user = report.user();
        line(
                user == null
                        ? "Judged for no user: nobody can log in here; --user names one."
                        : "Judged for %s, %s.".formatted(user, user.why()));
        Map<Area, List<Finding>> byArea = new EnumMap<>(Area.class);
        report.findings()
                .forEach(
                        finding ->
                                byArea.computeIfAbsent(
                                                finding.topic().area(), area -> new ArrayList<>())
                                        .add(finding));
        byArea.forEach(this::area);
        engines();
        return out.toString();
    }

    private void area(Area area, List<Finding> findings) {
        line("");
        line(paint("1", area.title()));
        int width = findings.stream().mapToInt(each -> each.id().length()).max().orElse(0);
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            String head = "  %s  %s".formatted(word(finding.level()), pad(finding.id(), width));
            boolean same =
                    i > 0
                            && finding.level() == Level.NOT_CHECKED
                            && finding.seen().equals(findings.get(i - 1).seen());
            wrap(head + "  ", 2 + WORD + 2 + width + 2, same ? "likewise" : finding.seen().what());
            if (finding.level() == Level.WARNING || finding.level() == Level.PROBLEM) {
                details(finding);
            }
        }
    }

    private void details(Finding finding) {
        List<String> claims = finding.topic().claims();
        String breaks = finding.topic().breaks();
        detail(
                "breaks",
                claims.isEmpty() ? breaks : "%s (%s)".formatted(breaks, String.join(", ", claims)));
        Remedy remedy = finding.seen().remedy();
        if (remedy != null) {
            mend(remedy);
        }
    }

    private void mend(Remedy remedy) {
        Distribution.Family family = report.distribution().family();
        if (remedy.isSame() || family == Distribution.Family.DEBIAN) {
            command("mend", remedy.debian());
        } else if (family == Distribution.Family.FEDORA) {
            command("mend", remedy.fedora());
        } else {
            command("mend", remedy.debian() + "    # Debian, Ubuntu");
            command("", remedy.fedora() + "    # Fedora, RHEL");
        }
    }

    private void detail(String name, String text) {
        String head = " ".repeat(2 + WORD + 2) + pad(name, 7);
        wrap(head, head.length(), text);
    }

    /** A command stays on one line, to be copied. */
    private void command(String name, String command) {
        line(" ".repeat(2 + WORD + 2) + pad(name, 7) + paint("36", printable(command)));
    }

    private void engines() {
        line("");
        line(paint("1", "Fit for"));
        for (EngineVerdict verdict : report.engines()) {
            EngineVerdict.Fitness fitness = verdict.fitness();
            String code =
                    switch (fitness) {
                        case FIT -> "32";
                        case LIMITED -> "33";
                        case UNDECIDED -> "35";
                        case UNFIT -> "31";
                    };
            String head =
                    "  %s  %s  "
                            .formatted(
                                    pad(verdict.engine().title(), 15),
                                    paint(code, fitness.word(), 15));
            wrap(head, 2 + 15 + 2 + 15 + 2, reasons(verdict));
        }
    }

    private static String reasons(EngineVerdict verdict) {
        List<String> parts = new ArrayList<>();
        if (!verdict.unfit().isEmpty()) {
            parts.add("by " + String.join(", ", verdict.unfit()));
        }
        boolean unfit = verdict.fitness() == EngineVerdict.Fitness.UNFIT; // then the rest is idle
        if (!unfit && !verdict.undecided().isEmpty()) {
            parts.add("not checked: " + String.join(", ", verdict.undecided()));
        }
        if (!unfit && !verdict.limits().isEmpty()) {
            parts.add("limits: " + String.join(", ", verdict.limits()));
        }
        if (!verdict.notInstalled().isEmpty()) {
            parts.add("not installed: " + String.join(", ", verdict.notInstalled()));
        }
        return String.join("; ", parts);
    }

    private String word(Level level) {
        String code =
                switch (level) {
                    case OK -> "32";
                    case WARNING -> "33";
                    case PROBLEM -> "31";
                    case NOT_CHECKED -> "35";
                };
        return paint(code, level.word(), WORD);
    }

    private void wrap(String head, int indent, String text) {
        StringBuilder current = new StringBuilder();
        String before = head;
        for (String word : printable(text).split(" ", -1)) {
            if (!current.isEmpty() && indent + current.length() + 1 + word.length() > WIDTH) {
                line(before + current);
                before = " ".repeat(indent);
                current.setLength(0);
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        line((before + current).stripTrailing());
    }

    /** Names and messages of a machine may hold what a terminal would obey. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Spaces are not painted, so that those at the end of a line can go. */
    private String paint(String code, String text, int width) {
        return paint(code, text) + " ".repeat(Math.max(0, width - text.length()));
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
