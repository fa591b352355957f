package io.rootlesstck.report;

import io.rootlesstck.junit.ResultSink;
import io.rootlesstck.verdict.RunResult;
import java.nio.file.Path;

/** Prints the table at the end of a run. */
public final class ConsoleSink implements ResultSink {
    @Override
    public void show(RunResult result, Path output) {
        System.out.print(VerdictTable.of(result, fromHere(output), Terminal.takesColours()));
    }

    /** The path as a person in this folder would type it. */
    static Path fromHere(Path output) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = output.toAbsolutePath();
        return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    }
}
