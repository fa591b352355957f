package io.rootlesstck.component;

import io.rootlesstck.base.Exec;
import io.rootlesstck.base.TckException;
import java.nio.file.Path;
import java.util.List;

/** Says why {@code go} failed, as far as its words tell, and what to do. */
final class GoFailure {
    private static final int LINES = 15;

    private static final List<String> NETWORK =
            List.of(
                    "dial tcp",
                    "no such host",
                    "i/o timeout",
                    "connection refused",
                    "connection reset",
                    "TLS handshake",
                    "proxyconnect",
                    "module lookup disabled by GOPROXY=off",
                    "unexpected EOF");

    private GoFailure() {}

    static TckException of(PinnedModule module, Exec.Result result, Path log) {
        String said = result.err() + result.out();
        return TckException.of("build %s from %s".formatted(module, module.folder()))
                .found(
                        "`%s …` exited with %d; its last lines:\n%s\nAll of it is in %s."
                                .formatted(
                                        String.join(" ", result.argv().subList(0, 2)),
                                        result.exit(),
                                        Exec.Result.tail(said, LINES),
                                        log.toAbsolutePath()))
                .next(next(said))
                .error();
    }

    private static String next(String said) {
        if (NETWORK.stream().anyMatch(said::contains)) {
            return "This machine did not reach a Go module proxy (`go env GOPROXY` tells which):"
                    + " connect it or set GOPROXY and run again, or give the finished files with"
                    + " -Dtck.component.<name>=/path.";
        }
        if (said.contains("SECURITY ERROR") || said.contains("checksum mismatch")) {
            return "A module is not the one that go.sum pins: do not use it. Try another GOPROXY.";
        }
        if (said.contains("no space left on device")) {
            return "Free space in `go env GOCACHE`, `go env GOMODCACHE` and the temporary folder.";
        }
        if (said.contains("cgo:") || said.contains("pkg-config")) {
            return "A C compiler or a library's development files are missing or broken: see the"
                    + " lines above, and `debian` in the module's module.yaml.";
        }
        return "If the module's files were changed, undo that; else report the log.";
    }
}
