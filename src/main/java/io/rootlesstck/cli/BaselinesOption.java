package io.rootlesstck.cli;

import io.rootlesstck.diff.Baselines;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --baselines DIR}: where the baselines stand. */
final class BaselinesOption {
    @Option(
            names = "--baselines",
            paramLabel = "DIR",
            description = "Folder with the baselines (.tck/baselines).")
    private Path folder = Baselines.FOLDER;

    Baselines baselines() {
        return new Baselines(folder);
    }
}
