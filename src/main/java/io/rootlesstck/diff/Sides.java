package io.rootlesstck.diff;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.verdict.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds what a person names as a side of a comparison. */
public final class Sides {
    private final Baselines baselines;
    private final List<String> notes = new ArrayList<>();

    /** Looks for names among these baselines. */
    public Sides(Baselines baselines) {
        this.baselines = baselines;
    }

    /**
     * Reads a file, a folder, the name of a baseline, or several of them with commas between.
     *
     * @throws UsageException if one is not there, is two of these, or is no result
     */
    public Side read(String text) {
        List<RunResult> runs = new ArrayList<>();
        boolean many = text.contains(",") && !Files.exists(Source.path(text));
        for (String part : many ? text.split(",", -1) : new String[] {text}) {
            for (Source source : sources(part.strip())) {
                if (runs.contains(source.result())) {
                    notes.add(
                            "%s is a run that %s has already: it counts once."
                                    .formatted(source.file(), text));
                } else {
                    runs.add(source.result());
                }
            }
        }
        return new Side(text, runs);
    }

    /** What a reader should know of what was read. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private List<Source> sources(String part) {
        if (part.isEmpty()) {
            throw new UsageException("An empty name stands for no result.");
        }
        Path path = Source.path(part);
        boolean isBaseline = Baselines.isName(part) && baselines.find(part).isPresent();
        if (Files.exists(path)) {
            if (isBaseline) {
                throw new UsageException(
                        "\"%s\" is a file and a baseline. Write ./%s for the file, %s for the baseline."
                                .formatted(part, part, baselines.folder().resolve(part)));
            }
            return Source.read(path);
        }
        if (isBaseline) {
            return baselines.read(part);
        }
        String known = baselines.list().stream().map(Baselines.Saved::name).collect(joining(", "));
        throw TckException.of("find \"" + part + "\"")
                .found(
                        "There is no such file or folder, and no baseline of that name in %s (%s)."
                                .formatted(
                                        baselines.folder(),
                                        known.isEmpty() ? "it has none" : "it has: " + known))
                .next(
                        "Run the suites for a result (mvn test), and keep one with"
                                + " `tck baseline save`.")
                .usage();
    }
}
