package io.rootlesstck.junit;

import io.rootlesstck.verdict.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stands where the console stands in a real run. */
public final class FakeSink implements ResultSink {
    static final List<RunResult> SHOWN = new ArrayList<>();

    @Override
    public void show(RunResult result, Path output) {
        SHOWN.add(result);
    }
}
