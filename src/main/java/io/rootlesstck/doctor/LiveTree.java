package io.rootlesstck.doctor;

import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine that this runs on. */
public final class LiveTree implements MachineTree {
    /** Many times what the largest of them, {@code modules.dep}, takes. */
    static final int LARGEST = 16 * 1024 * 1024;

    /** Less than {@link Doctor#LIMIT}, so that it is said which program did not answer. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(4);

    private LiveTree() {}

    /**
     * This machine.
     *
     * @throws TckException if it does not run Linux
     */
    public static MachineTree here() {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw TckException.of("look at this machine")
                    .found("It runs %s, and rootless Kubernetes runs on Linux.".formatted(system))
                    .next(
                            "Run it on the machine in question, or on a tree that was recorded there.")
                    .usage();
        }
        return new LiveTree();
    }

    @Override
    public Optional<byte[]> bytes(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return Optional.of(limited(path, in.readNBytes(LARGEST + 1)));
        } catch (IOException e) {
            return absent(path, e);
        }
    }

    static byte[] limited(String path, byte[] read) {
        if (read.length > LARGEST) {
            throw new UnreadableException(path + " is larger than any such file is", null);
        }
        return read;
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        try {
            Map<String, Object> read = Files.readAttributes(Path.of(path), "unix:mode,uid");
            return Optional.of(new FileFacts(number(read, "mode"), number(read, "uid")));
        } catch (IOException e) {
            return absent(path, e);
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer number ? number : 0;
    }

    @Override
    public List<String> names(String folder) {
        try (Stream<Path> found = Files.list(Path.of(folder))) {
            return found.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        } catch (IOException e) {
            return LiveTree.<List<String>>absent(folder, e).orElse(List.of());
        }
    }

    /** What is not there is no error; what may not be looked at is one. */
    private static <T> Optional<T> absent(String path, IOException e) {
        if (e instanceof NoSuchFileException
                || (e instanceof FileSystemException other
                        && "Not a directory".equals(other.getReason()))) {
            return Optional.empty();
        }
        String why =
                e instanceof AccessDeniedException
                        ? "this user may not look at it"
                        : String.valueOf(e.getMessage());
        throw new UnreadableException(path + ": " + why, e);
    }

    @Override
    public Optional<Answer> answer(List<String> argv) {
        // By its path: a user's PATH often lacks the sbin folders, where getcap is.
        return Programs.of(this)
                .find(argv.get(0))
                .map(
                        program -> {
                            List<String> all = new ArrayList<>(argv);
                            all.set(0, program);
                            return run(all);
                        });
    }

    @Override
    public Optional<Answer> probe(Probe probe, int uid, int gid) {
        return Probing.of(this, uid, gid).flatMap(probing -> probing.run(probe));
    }

    /**
     * Runs a program that is there and says few lines; its language is English, whatever the user's
     * is.
     *
     * <p>Not by {@link io.rootlesstck.base.Exec}: the libraries behind that take longer to load
     * than all the checks together.
     */
    static Answer run(List<String> argv) {
        String named = "`" + String.join(" ", argv) + "`";
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                // Pipes hold few lines until they are read.
                if (!process.waitFor(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new UnreadableException(
                            "%s did not end within %d s".formatted(named, TO_ANSWER.toSeconds()),
                            null);
                }
                return new Answer(
                        process.exitValue(),
                        text(process.getInputStream()),
                        text(process.getErrorStream()));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UnreadableException(named + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException(named + " was interrupted", e);
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public int uid() {
        return facts("/proc/self").map(FileFacts::owner).orElse(0);
    }

    @Override
    public String describe() {
        return "this machine";
    }
}
