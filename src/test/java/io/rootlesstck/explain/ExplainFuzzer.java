package io.rootlesstck.explain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a fuzzer is let at: any bytes are explained twice, whole and in two pieces, and told in both
 * forms. Run by {@code src/bench/fuzz-explain}; what it found is replayed by {@code
 * FuzzedLogsTest}.
 */
public final class ExplainFuzzer {
    private ExplainFuzzer() {}

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] data) {
        int cut = data.length == 0 ? 0 : (data[0] & 0xff) * data.length / 256;
        Explained whole = read(data, data.length);
        Explained pieces = read(data, cut);
        if (!whole.equals(pieces)) {
            throw new IllegalStateException(
                    "cut at " + cut + ": " + HexFormat.of().formatHex(data));
        }
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        new TextReport(nowhere).end(whole);
        new JsonReport(nowhere, false).end(whole);
        String text = new String(data, StandardCharsets.UTF_8);
        LogTime.of(text, Logs.NOW);
        LineText.of(text);
        Sighting.shown(text);
    }

    private static Explained read(byte[] data, int cut) {
        Explainer explainer = Logs.explainer(true);
        LogScanner scanner = explainer.open("a.log");
        try {
            scanner.read(new ByteArrayInputStream(Arrays.copyOf(data, cut)));
            scanner.read(new ByteArrayInputStream(Arrays.copyOfRange(data, cut, data.length)));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        scanner.end();
        return explainer.explained();
    }
}
