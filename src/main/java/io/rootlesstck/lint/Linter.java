package io.rootlesstck.lint;

import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.lint.LintFiles.Unreadable;
import io.rootlesstck.lint.LintResult.Aside;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks into files by the rules. One for each call. */
public final class Linter {
    private static final Path STANDARD_INPUT = Path.of("stdin");

    private final Rules rules;
    private final LintVersions versions;
    private final boolean versionGiven;
    private final @Nullable ConfigKind kind;

    private final List<Finding> findings = new ArrayList<>();
    private final List<Aside> skipped = new ArrayList<>();
    private final List<Aside> problems = new ArrayList<>();
    private int files;

    /**
     * Prepares to look.
     *
     * @param kubernetes the version that files are for; null for the one that a file names, or else
     *     the newest
     * @param containerd likewise; no file names one
     * @param kind what all files are; null to find out
     */
    public Linter(
            Rules rules,
            @Nullable KubernetesVersion kubernetes,
            @Nullable KubernetesVersion containerd,
            @Nullable ConfigKind kind) {
        this.rules = rules;
        LintVersions newest = rules.newest();
        this.versions =
                new LintVersions(
                        kubernetes == null ? newest.kubernetes() : kubernetes,
                        containerd == null ? newest.containerd() : containerd);
        this.versionGiven = kubernetes != null;
        this.kind = kind;
    }

    /**
     * Looks into files, and into those of folders.
     *
     * @param paths each once, however often it is named
     * @param base that paths are relative to
     */
    public Linter paths(List<Path> paths, Path base) {
        named(paths, base).forEach(this::file);
        return this;
    }

    /**
     * A file to look into.
     *
     * @param name as the user would name it
     * @param met whether it was met in a folder
     */
    record Named(Path name, Path file, boolean met) {}

    /** The files that paths name, each once. */
    static List<Named> named(List<Path> paths, Path base) {
        List<Named> files = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        for (Path path : paths) {
            Path found = base.resolve(path);
            if (Files.isDirectory(found)) {
                for (Path file : LintFiles.walk(found)) {
                    if (seen.add(file.normalize())) {
                        files.add(new Named(shown(base, path, file), file, true));
                    }
                }
            } else if (seen.add(found.normalize())) {
                files.add(new Named(path, found, false));
            }
        }
        return files;
    }

    /** As the user would name a file: relative where the folder was. */
    private static Path shown(Path base, Path named, Path file) {
        return named.isAbsolute() ? file : base.relativize(file).normalize();
    }

    /** Looks into a stream, which is called {@code stdin}. */
    public Linter stream(InputStream in) {
        try {
            text(STANDARD_INPUT, LintFiles.text(in), false);
        } catch (Unreadable e) {
            problems.add(new Aside(STANDARD_INPUT, e.reason()));
        } catch (IOException e) {
            problems.add(new Aside(STANDARD_INPUT, "cannot be read: " + e));
        }
        return this;
    }

    /** Looks into a file. */
    void file(Named each) {
        try {
            text(each.name(), LintFiles.text(each.file()), each.met());
        } catch (Unreadable e) {
            (each.met() ? skipped : problems).add(new Aside(each.name(), e.reason()));
        }
    }

    /**
     * Looks into a text.
     *
     * @param met whether it was met in a folder, where other files are to be expected
     */
    Linter text(Path name, String text, boolean met) {
        try {
            List<Part> parts = new ConfigReader(name, text, kind, versions, versionGiven).read();
            parts.forEach(this::judge);
            files++;
        } catch (UnknownFileException e) {
            (met ? skipped : problems).add(new Aside(name, String.valueOf(e.getMessage())));
        } catch (DocumentException e) {
            String where =
                    e.place().line() == 0
                            ? ""
                            : "line %d, column %d: "
                                    .formatted(e.place().line(), e.place().column());
            (met && !isMeant(text) ? skipped : problems)
                    .add(new Aside(name, where + Shown.text(e.problem())));
        }
        return this;
    }

    /** Whether a text that cannot be read was meant to be one of lint's. */
    private static boolean isMeant(String text) {
        return text.contains("KubeletConfiguration")
                || text.contains("KubeProxyConfiguration")
                || text.contains("kubeadm.k8s.io/")
                || text.contains("kind.x-k8s.io/")
                || text.contains("io.containerd.");
    }

    private void judge(Part part) {
        for (Rule rule : rules.all()) {
            if (rule.isFor(part)) {
                for (Found found : rule.find(part)) {
                    findings.add(
                            new Finding(
                                    rule,
                                    part.places().at(found.pointer()),
                                    filled(rule.text(), part, found),
                                    filled(rule.fix(), part, found)));
                }
            }
        }
    }

    private static String filled(String text, Part part, Found found) {
        String key = found.pointer().substring(found.pointer().lastIndexOf('/') + 1);
        return text.replace("${kubernetes}", part.versions().kubernetes().toString())
                .replace("${containerd}", part.versions().containerd().toString())
                .replace("${key}", Shown.text(key))
                .replace("${value}", found.value());
    }

    /** What was found. */
    public LintResult result() {
        return new LintResult(
                versions,
                files,
                findings.stream().distinct().sorted(Finding.ORDER).toList(),
                List.copyOf(skipped),
                List.copyOf(problems));
    }
}
