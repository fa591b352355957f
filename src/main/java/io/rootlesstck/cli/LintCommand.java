package io.rootlesstck.cli;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.lint.ConfigKind;
import io.rootlesstck.lint.Fixer;
import io.rootlesstck.lint.Fixer.Fixed;
import io.rootlesstck.lint.JsonReport;
import io.rootlesstck.lint.Level;
import io.rootlesstck.lint.LintResult;
import io.rootlesstck.lint.Linter;
import io.rootlesstck.lint.Rules;
import io.rootlesstck.lint.SarifReport;
import io.rootlesstck.lint.TextReport;
import io.rootlesstck.verdict.ResultFile;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck lint}: what configuration files say against the page. */
@Command(
        name = "lint",
        description = {
            "Says what in configuration files goes against the page on rootless nodes, and what in"
                    + " them is redundant or dead.",
            "Knows KubeletConfiguration and KubeProxyConfiguration, kubeadm and kind files with"
                    + " what they embed, containerd's config.toml (versions 2 to 4), crio.conf, and"
                    + " docker compose files of nodes."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing found at or above --fail-on",
            "1:something found",
            "2:wrong arguments, or a file that cannot be read or is none of these"
        })
final class LintCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Files; of folders, all .yaml, .yml, .json, .toml and .conf; - is standard input.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "What the files are, where they do not say it themselves: kubelet, kube-proxy,"
                            + " kubeadm, kind, containerd, crio or compose.")
    private @Nullable String kind;

    @Option(
            names = "--kubernetes",
            paramLabel = "VERSION",
            description =
                    "The version that the files are for, for example 1.36; if not given, the one that"
                            + " a file names, else the newest known.")
    private @Nullable String kubernetes;

    @Option(
            names = "--containerd",
            paramLabel = "VERSION",
            description = "Likewise, for example 1.7; if not given, the newest known.")
    private @Nullable String containerd;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, or sarif (2.1.0); ${DEFAULT-VALUE} if not given.")
    private String format = "text";

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "error",
            description = "error, warning or note; ${DEFAULT-VALUE} if not given.")
    private String failOn = "error";

    @Option(
            names = "--fix",
            description = {
                "Writes the fixes that leave no choice into the files, with comments and layout as"
                        + " they are, and tells of what is left. A file that cannot be read, and one"
                        + " that is none of these, is not touched."
            })
    private boolean fix;

    @Option(
            names = "--dry-run",
            description = "With --fix: shows them as a diff and writes nothing.")
    private boolean dryRun;

    LintCommand() {
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        Level least = level();
        if (!List.of("text", "json", "sarif").contains(format)) {
            throw new UsageException("--format %s: must be text, json or sarif.".formatted(format));
        }
        Rules rules = Rules.load(Claims.loadOwn(KitFiles.of("scenarios/claims.yaml")));
        Supplier<Linter> linters = linters(rules);
        LintResult result = fix || dryRun ? fixed(linters) : found(linters.get());
        print(result);
        PrintWriter err = spec.commandLine().getErr();
        TextReport.problems(result).forEach(err::println);
        err.flush();
        if (!result.problems().isEmpty()) {
            return Main.USAGE;
        }
        return result.hasAtLeast(least) ? Main.FAILED : 0;
    }

    private Supplier<Linter> linters(Rules rules) {
        KubernetesVersion forKubernetes = version("--kubernetes", kubernetes);
        KubernetesVersion forContainerd = version("--containerd", containerd);
        ConfigKind given = kind();
        return () -> new Linter(rules, forKubernetes, forContainerd, given);
    }

    private LintResult found(Linter linter) {
        if (names.contains(STANDARD_INPUT)) {
            linter.stream(System.in);
        }
        return linter.paths(paths(), Path.of("").toAbsolutePath()).result();
    }

    /** Fixes, tells of it on standard error, and says what is left. */
    private LintResult fixed(Supplier<Linter> linters) {
        if (!fix) {
            throw new UsageException("--dry-run: goes with --fix only.");
        }
        if (names.contains(STANDARD_INPUT)) {
            throw new UsageException("--fix: standard input cannot be written to; name files.");
        }
        Fixer fixer = new Fixer(linters);
        LintResult left = fixer.paths(paths(), Path.of("").toAbsolutePath());
        PrintWriter err = spec.commandLine().getErr();
        for (Fixed each : fixer.fixed()) {
            if (dryRun) {
                spec.commandLine().getOut().print(each.diff());
            } else {
                each.write();
            }
            each.findings()
                    .forEach(
                            finding ->
                                    err.println(
                                            "%s:%d: %s %s: %s"
                                                    .formatted(
                                                            each.name(),
                                                            finding.place().line(),
                                                            dryRun ? "would fix" : "fixed",
                                                            finding.rule().id(),
                                                            finding.fix())));
        }
        err.flush();
        return left;
    }

    private void print(LintResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (format) {
                    case "json" -> JsonReport.of(result);
                    case "sarif" -> SarifReport.of(result, ResultFile.kitVersion());
                    default -> TextReport.of(result);
                });
        out.flush();
    }

    private List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        for (String name : names) {
            if (!name.equals(STANDARD_INPUT)) {
                try {
                    paths.add(Path.of(name));
                } catch (InvalidPathException e) {
                    throw new UsageException("\"%s\" is no file name.".formatted(name), e);
                }
            }
        }
        return paths;
    }

    private Level level() {
        return Arrays.stream(Level.values())
                .filter(each -> each.word().equals(failOn))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "--fail-on %s: must be %s."
                                                .formatted(
                                                        failOn,
                                                        Arrays.stream(Level.values())
                                                                .map(Level::word)
                                                                .collect(joining(", ")))));
    }

    private @Nullable ConfigKind kind() {
        String word = kind;
        if (word == null) {
            return null;
        }
        return ConfigKind.of(word)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "--kind %s: must be one of %s."
                                                .formatted(word, ConfigKind.words())));
    }

    private static @Nullable KubernetesVersion version(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return KubernetesVersion.parse(text);
        } catch (UsageException e) {
            throw new UsageException(
                    "%s %s: must be a version, for example 1.37 or v1.36.2."
                            .formatted(option, text),
                    e);
        }
    }
}
