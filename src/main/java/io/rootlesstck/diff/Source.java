package io.rootlesstck.diff;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A result and the file it was read from. */
public record Source(Path file, RunResult result) {
    private static final String JSON = ".json";

    /**
     * Reads a result, or all results of a folder: its {@code result.json}; else its {@code *.json}
     * files and the {@code result.json} in each folder of it, by name.
     *
     * @throws UsageException if there is none, or one that cannot be read
     */
    public static List<Source> read(Path place) {
        List<Path> files = Files.isDirectory(place) ? in(place) : List.of(place);
        return files.stream().map(file -> new Source(file, ResultFile.read(file))).toList();
    }

    private static List<Path> in(Path folder) {
        Path own = folder.resolve(ResultFile.NAME);
        if (Files.isRegularFile(own)) {
            return List.of(own);
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted(Comparator.comparing(Path::toString)).toList()) {
                String name = String.valueOf(child.getFileName());
                if (name.startsWith(".")) {
                    continue; // half-written, or of another program
                }
                if (Files.isDirectory(child)) {
                    Path below = child.resolve(ResultFile.NAME);
                    if (Files.isRegularFile(below)) {
                        found.add(below);
                    }
                } else if (name.endsWith(JSON)) {
                    found.add(child);
                }
            }
        } catch (IOException e) {
            throw TckException.of("look for results in " + folder)
                    .found(e.toString())
                    .cause(e)
                    .usage();
        }
        if (found.isEmpty()) {
            throw TckException.of("find a result in the folder " + folder)
                    .found("It has no result.json, no *.json and no folder with a result.json.")
                    .next("Name the output folder of a run, or its result.json.")
                    .usage();
        }
        return found;
    }

    /**
     * A path as a person gave it.
     *
     * @throws UsageException if it can be none
     */
    public static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("\"%s\" can be no path: %s".formatted(text, e.getReason()), e);
        }
    }
}
