package io.rootlesstck.explain;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens what a user wants explained, and says what it is if it is no log. */
public final class LogInput {
    private static final int HEAD = 8 * 1024;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    /** Where a byte-for-byte beginning tells what to do, by its hexadecimal form. */
    private static final Map<String, String[]> KINDS =
            Map.of(
                    "4c504b5348485248",
                    kind("a systemd journal file", "journalctl --file FILE | ./tck explain -"),
                    "28b52ffd",
                    kind("zstd data", "zstdcat FILE | ./tck explain -"),
                    "fd377a585a00",
                    kind("xz data", "xzcat FILE | ./tck explain -"),
                    "425a68",
                    kind("bzip2 data", "bzcat FILE | ./tck explain -"),
                    "504b0304",
                    kind("a zip archive", "Unpack it, and give the folder."),
                    "7f454c46",
                    kind("a program (ELF)", "Give the log that it wrote."),
                    "fffe",
                    kind("UTF-16 text", "iconv -f UTF-16 -t UTF-8 FILE | ./tck explain -"),
                    "feff",
                    kind("UTF-16 text", "iconv -f UTF-16 -t UTF-8 FILE | ./tck explain -"));

    private LogInput() {}

    private static String[] kind(String name, String next) {
        return new String[] {name, next};
    }

    /**
     * A log.
     *
     * @param name as the user knows it; below a folder that was given, what follows the folder
     */
    public record Log(String name, Path path) {}

    /**
     * The logs that a path names: itself, or those of a folder and all below it ({@code *.log},
     * {@code *.log.1}, {@code *.log.gz} and the like), by name.
     *
     * @param name of the path as the user knows it
     * @throws UsageException if there are none
     */
    public static List<Log> logs(String name, Path path) {
        if (!Files.exists(path)) {
            throw TckException.of("explain " + name)
                    .found("There is no such file.")
                    .next("Check its name; - reads the standard input.")
                    .usage();
        }
        if (!Files.isDirectory(path)) {
            return List.of(new Log(name, path));
        }
        List<Log> logs;
        try (Stream<Path> files = Files.walk(path)) {
            logs =
                    files.filter(file -> isLogName(String.valueOf(file.getFileName())))
                            .filter(Files::isRegularFile)
                            .sorted()
                            .map(file -> new Log(path.relativize(file).toString(), file))
                            .toList();
        } catch (IOException | UncheckedIOException e) {
            throw TckException.of("look for logs in " + name).found(e.toString()).cause(e).usage();
        }
        if (logs.isEmpty()) {
            throw TckException.of("explain " + name)
                    .found("It is a folder with no *.log in it or below it.")
                    .next("Give the files by name.")
                    .usage();
        }
        return logs;
    }

    private static boolean isLogName(String name) {
        return name.matches(".*\\.log([.-][0-9TZ:.-]+)?(\\.gz)?");
    }

    /**
     * Reads a log to its end into a scanner, and unpacks it if it is gzip data.
     *
     * @param name as the user knows it
     * @throws UsageException if it cannot be read or is no text; what was read up to there counts
     */
    public static void read(String name, InputStream from, Explainer explainer) {
        LogScanner scanner = null;
        try (InputStream in = from) {
            InputStream text = text(name, in, true);
            scanner = explainer.open(name);
            scanner.read(text);
        } catch (EOFException | ZipException e) {
            throw TckException.of("read all of " + name)
                    .found("Its gzip data ends early or is damaged.")
                    .next("Fetch it again; what it holds up to there was explained.")
                    .cause(e)
                    .usage();
        } catch (IOException e) {
            throw TckException.of("read " + name).found(e.toString()).cause(e).usage();
        } finally {
            if (scanner != null) {
                scanner.end();
            }
        }
    }

    /** Looks at what a stream begins with, as far as it is there, and hands it on whole. */
    private static InputStream text(String name, InputStream in, boolean unpack)
            throws IOException {
        byte[] head = new byte[HEAD];
        int count = Math.max(0, in.read(head));
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head, 0, count), in);
        if (unpack && count >= 2 && Arrays.equals(head, 0, 2, GZIP, 0, 2)) {
            return text(name, new GZIPInputStream(whole, HEAD), false);
        }
        refuse(name, head, count);
        return whole;
    }

    private static void refuse(String name, byte[] head, int count) {
        String begins = HexFormat.of().formatHex(head, 0, Math.min(count, 8));
        for (Map.Entry<String, String[]> kind : KINDS.entrySet()) {
            if (begins.startsWith(kind.getKey())) {
                throw binary(name, "It is " + kind.getValue()[0] + ".", kind.getValue()[1]);
            }
        }
        if (count > 262 && new String(head, 257, 5, StandardCharsets.US_ASCII).equals("ustar")) {
            throw binary(name, "It is a tar archive.", "Unpack it, and give the folder.");
        }
        for (int i = 0; i < count; i++) {
            if (head[i] == 0) {
                throw binary(
                        name,
                        "It is a binary file: byte " + (i + 1) + " is NUL.",
                        "Give a log in text form. For one that was truncated while it was"
                                + " written: tr -d '\\0' < FILE | ./tck explain -");
            }
        }
    }

    private static UsageException binary(String name, String found, String next) {
        return TckException.of("explain " + name).found(found).next(next).usage();
    }
}
