package io.rootlesstck.diff;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.Trees;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Results that were kept to compare with.
 *
 * <p>A baseline is a folder {@code <name>} with a file for each run, named by when the run began.
 * They stand in the project ({@link #FOLDER}), not in the cache, for a project shares them: they
 * can be committed, and CI compares with what everybody compares with.
 */
public final class Baselines {
    /** Where they stand unless another folder is named. */
    public static final Path FOLDER = Path.of(".tck", "baselines");

    /** The name of a baseline unless another one is given. */
    public static final String DEFAULT_NAME = "default";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String JSON = ".json";
    private static final String STAGE = ".stage-";
    private static final String ASIDE = ".old-";

    private final Path folder;

    /** The baselines of a folder, which need not be there yet. */
    public Baselines(Path folder) {
        this.folder = folder;
    }

    /**
     * A baseline.
     *
     * @param files a file for each run, the first run first
     */
    public record Saved(String name, List<Path> files) {}

    /** The folder they stand in. */
    public Path folder() {
        return folder;
    }

    /**
     * Whether a baseline may have this name. A name is no path, and does not look like a file's.
     */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.endsWith(JSON);
    }

    /**
     * Keeps some runs. Whoever compares at the same time sees what was there, or what is new, but
     * no mixture.
     *
     * @param add whether they come to the runs that are there, or in place of them
     * @return the number of runs that the baseline has now
     * @throws UsageException if the name can be none
     */
    public int save(String name, List<RunResult> runs, boolean add) {
        requireName(name);
        List<RunResult> all = new ArrayList<>();
        if (add && find(name).isPresent()) {
            read(name).forEach(source -> all.add(source.result()));
        }
        runs.stream().filter(run -> !all.contains(run)).forEach(all::add);
        try {
            Files.createDirectories(folder);
            Path stage = Files.createTempDirectory(folder, STAGE);
            try {
                for (RunResult run : all) {
                    ResultFile.write(free(stage, run), run);
                }
                // The folder of a baseline is to be read by whoever can read the project.
                Files.setPosixFilePermissions(stage, Files.getPosixFilePermissions(folder));
                putInPlace(stage, folder.resolve(name), folder.resolve(ASIDE + name));
            } finally {
                Trees.delete(stage);
            }
        } catch (IOException e) {
            throw TckException.of("keep the baseline " + name + " in " + folder)
                    .found(e.toString())
                    .next("Name another folder with --baselines DIR.")
                    .cause(e)
                    .error();
        }
        return all.size();
    }

    /** A folder can take no other's place in one step: the old one goes aside first. */
    private static void putInPlace(Path stage, Path place, Path aside) throws IOException {
        if (Files.exists(place)) {
            Trees.delete(aside);
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(stage, place, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(aside);
    }

    /** When the run began, as a file name; a second run of that moment gets a number. */
    private static Path free(Path stage, RunResult run) {
        String began = run.started().toString().replace(':', '-');
        Path file = stage.resolve(began + JSON);
        for (int number = 2; Files.exists(file); number++) {
            file = stage.resolve(began + "-" + number + JSON);
        }
        return file;
    }

    /** All of them, by name. */
    public List<Saved> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> String.valueOf(child.getFileName()))
                    .map(name -> name.startsWith(ASIDE) ? name.substring(ASIDE.length()) : name)
                    .distinct()
                    .filter(Baselines::isName)
                    .sorted()
                    .flatMap(name -> find(name).stream())
                    .toList();
        } catch (IOException e) {
            throw TckException.of("list the baselines in " + folder)
                    .found(e.toString())
                    .cause(e)
                    .usage();
        }
    }

    /**
     * A baseline by its name.
     *
     * @throws UsageException if the name can be none
     */
    public Optional<Saved> find(String name) {
        requireName(name);
        Path place = folder.resolve(name);
        // Set aside by a save that was killed before the new one was in place.
        Path found = Files.isDirectory(place) ? place : folder.resolve(ASIDE + name);
        if (!Files.isDirectory(found)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(found)) {
            List<Path> runs =
                    files.filter(file -> isRun(String.valueOf(file.getFileName())))
                            .sorted()
                            .toList();
            return runs.isEmpty() ? Optional.empty() : Optional.of(new Saved(name, runs));
        } catch (IOException e) {
            throw TckException.of("look into the baseline " + found)
                    .found(e.toString())
                    .cause(e)
                    .usage();
        }
    }

    private static boolean isRun(String name) {
        return name.endsWith(JSON) && !name.startsWith(".");
    }

    /**
     * The runs of a baseline.
     *
     * @throws UsageException if there is none of that name, or a file of it cannot be read
     */
    public List<Source> read(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "There is no baseline \"%s\" in %s."
                                                .formatted(name, folder)))
                .files()
                .stream()
                .map(file -> new Source(file, ResultFile.read(file)))
                .toList();
    }

    private static void requireName(String name) {
        if (!isName(name)) {
            throw new UsageException(
                    "\"%s\" can be no name of a baseline: letters, digits, dots, hyphens and"
                                    .formatted(name)
                            + " underscores, a letter or digit first, 64 at most, and no .json at"
                            + " the end.");
        }
    }
}
