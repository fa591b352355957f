package io.rootlesstck.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Removes what killed runs left: their programs, sockets, disks and folders. */
public final class Sweep {
    private Sweep() {}

    /**
     * Sweeps every run whose owner is dead and that was not told to stay.
     *
     * @return the ids of the runs that were swept
     */
    public static List<String> run(Cache cache) {
        Path runs = cache.root().resolve(RunDir.FOLDER);
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        List<String> swept = new ArrayList<>();
        try (Stream<Path> folders = Files.list(runs)) {
            for (Path folder : folders.sorted().toList()) {
                RunDir left = new RunDir(folder);
                if (!left.owned() && !left.kept()) {
                    Progress.line("sweep: ending what run " + left.id() + " left behind");
                    end(left);
                    swept.add(left.id());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return swept;
    }

    /** Kills every process that carries the run's mark, and deletes the run's folder. */
    static void end(RunDir run) {
        try {
            for (ProcessHandle process : marked(run.id())) {
                process.destroyForcibly();
                process.onExit().get(10, TimeUnit.SECONDS);
            }
            Trees.delete(run.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TckException.of("end the programs of run " + run.id()).cause(e).error();
        } catch (ExecutionException | TimeoutException e) {
            throw TckException.of("end the programs of run " + run.id())
                    .found("A process outlived SIGKILL by 10 s: " + marked(run.id()))
                    .cause(e)
                    .error();
        }
    }

    /** The processes, of those this user may look into, that carry a run's mark. */
    static List<ProcessHandle> marked(String id) {
        byte[] mark = (RunDir.MARK + "=" + id).getBytes(StandardCharsets.UTF_8);
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .filter(process -> carries(process, mark))
                .toList();
    }

    private static boolean carries(ProcessHandle process, byte[] mark) {
        byte[] environment;
        try {
            environment =
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
        } catch (IOException endedOrNotOurs) {
            return false; // a process that ended meanwhile, or another user's: not ours to end
        }
        int start = 0;
        for (int i = 0; i <= environment.length; i++) {
            if (i == environment.length || environment[i] == 0) {
                if (Arrays.equals(environment, start, i, mark, 0, mark.length)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
