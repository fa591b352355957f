package io.rootlesstck.diff;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.Trees;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.evidence.EvidenceDir;
import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies the evidence of shards into one folder, beside the joined result.
 *
 * <p>What a result names as evidence is never taken as a path to read: a shard's own folder is
 * walked, links are left out, and the names are looked up in what was found.
 */
public final class MergedEvidence implements AutoCloseable {
    private final Path place;
    private final Path stage;
    private int missing;

    private MergedEvidence(Path place, Path stage) {
        this.place = place;
        this.stage = stage;
    }

    /**
     * Starts an empty folder, which takes its place beside the joined result with {@link #keep}.
     *
     * @throws UsageException if a folder is in that place which is not the kit's
     */
    public static MergedEvidence beside(Path result) {
        Path folder = folderOf(result);
        Path place = folder.resolve(EvidenceDir.NAME);
        try {
            Files.createDirectories(folder);
            if (Files.exists(place) && !Files.exists(place.resolve(EvidenceDir.MARKER))) {
                throw TckException.of("copy evidence to " + place)
                        .found("It is there, and is no evidence folder of this kit.")
                        .next("Name another file with -o, or leave evidence out (--no-evidence).")
                        .usage();
            }
            Path stage = Files.createTempDirectory(folder, "." + EvidenceDir.NAME + "-");
            Files.createFile(stage.resolve(EvidenceDir.MARKER));
            return new MergedEvidence(place, stage);
        } catch (IOException e) {
            throw cannot(place, e);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new UsageException("\"%s\" is no file.".formatted(file));
        }
        return folder;
    }

    /**
     * Copies what lies beside each result, and gives the results with the new names of their
     * evidence. A file that two shards have with different content gets a number in its name.
     */
    public List<Source> copy(List<Source> shards) {
        // Numbers are given by when the runs began, whatever order they are named in.
        List<Source> ordered =
                shards.stream()
                        .sorted(
                                Comparator.comparing((Source each) -> each.result().started())
                                        .thenComparing(each -> each.file().toString()))
                        .toList();
        List<Source> copied = new ArrayList<>();
        for (Source shard : ordered) {
            Path from = folderOf(shard.file()).resolve(EvidenceDir.NAME);
            try {
                Map<String, String> names = Files.isDirectory(from) ? copy(from) : Map.of();
                copied.add(new Source(shard.file(), renamed(shard.result(), names)));
            } catch (IOException e) {
                throw cannot(from, e);
            }
        }
        return copied;
    }

    /** How many files the results name that were not there. */
    public int missing() {
        return missing;
    }

    /** Puts the folder in its place, and one that an earlier run left there out of it. */
    public void keep() {
        try {
            Trees.delete(place);
            Files.move(stage, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannot(place, e);
        }
    }

    /** Removes the folder, unless it was kept. */
    @Override
    public void close() {
        try {
            Trees.delete(stage);
        } catch (IOException e) {
            throw cannot(stage, e);
        }
    }

    private Map<String, String> copy(Path from) throws IOException {
        Map<String, String> names = new HashMap<>();
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path relative = from.relativize(file);
                        if (attributes.isRegularFile()
                                && !relative.toString().equals(EvidenceDir.MARKER)) {
                            names.put(name(relative), name(copy(file, relative)));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return names;
    }

    private Path copy(Path file, Path relative) throws IOException {
        Path wanted = stage.resolve(relative);
        Path to = wanted;
        for (int number = 2; Files.exists(to); number++) {
            if (Files.mismatch(file, to) < 0) {
                return stage.relativize(to);
            }
            to = wanted.resolveSibling(numbered(String.valueOf(wanted.getFileName()), number));
        }
        Files.createDirectories(
                folderOf(to),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.copy(file, to);
        // As evidence is kept: logs and configurations may hold keys.
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
        return stage.relativize(to);
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot <= 0
                ? name + "-" + number
                : name.substring(0, dot) + "-" + number + name.substring(dot);
    }

    private static String name(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    private RunResult renamed(RunResult run, Map<String, String> names) {
        return new RunResult(
                run.schema(),
                run.kit(),
                run.started(),
                run.seconds(),
                run.cells().stream().map(cell -> renamed(cell, names)).toList());
    }

    private CellResult renamed(CellResult cell, Map<String, String> names) {
        List<ClaimVerdict> claims =
                cell.claims().stream()
                        .map(
                                claim ->
                                        new ClaimVerdict(
                                                claim.claim(),
                                                claim.verdict(),
                                                claim.reason(),
                                                claim.seconds(),
                                                claim.outcomes().stream()
                                                        .map(outcome -> renamed(outcome, names))
                                                        .toList(),
                                                claim.ledger()))
                        .toList();
        return new CellResult(cell.cell(), cell.parts(), cell.facts(), claims, cell.notMade());
    }

    private Outcome renamed(Outcome outcome, Map<String, String> names) {
        List<String> evidence = new ArrayList<>();
        for (String file : outcome.evidence()) {
            String name = names.get(file);
            if (name == null) {
                missing++;
            }
            evidence.add(name == null ? file : name);
        }
        return new Outcome(
                outcome.role(),
                outcome.status(),
                outcome.test(),
                outcome.scenario(),
                outcome.reason(),
                outcome.seconds(),
                outcome.measured(),
                evidence);
    }

    private static TckException cannot(Path what, IOException e) {
        return TckException.of("copy the evidence " + what)
                .found(e.toString())
                .next("Free space there, or leave evidence out (--no-evidence).")
                .cause(e)
                .error();
    }
}
