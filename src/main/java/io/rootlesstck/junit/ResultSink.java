package io.rootlesstck.junit;

import io.rootlesstck.verdict.RunResult;
import java.nio.file.Path;
import org.apiguardian.api.API;

/** Is handed the result at the end of a run, red or green. Found with ServiceLoader. */
@API(status = API.Status.INTERNAL)
public interface ResultSink {
    /**
     * Shows the result.
     *
     * @param output the folder with {@code result.json} and the evidence
     */
    void show(RunResult result, Path output);
}
