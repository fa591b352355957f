package io.rootlesstck.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.Trees;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.base.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder that keeps what a test saw.
 *
 * <p>Only the owner can read it: logs and configurations may hold keys. Names may come from a
 * cluster, so each is made safe: nothing is ever written outside the folder.
 */
public final class EvidenceDir {
    /** The folder's name beside {@code result.json}. */
    public static final String NAME = "evidence";

    /** A file that tells our folder from one of the same name: ours is emptied by a new run. */
    public static final String MARKER = ".rootless-tck";

    private static final int LONGEST_NAME = 100;
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private final Path root;
    private final Path dir;
    private final Consumer<String> kept;

    private EvidenceDir(Path root, Path dir, Consumer<String> kept) {
        this.root = root;
        this.dir = dir;
        this.kept = kept;
    }

    /**
     * The evidence folder of a new run below an output folder, emptied of an earlier run's.
     *
     * @throws UsageException if a folder of that name is there which the kit did not make
     */
    public static EvidenceDir fresh(Path output) {
        Path root = output.resolve(NAME);
        try {
            if (Files.exists(root.resolve(MARKER))) {
                Trees.delete(root);
            } else if (Files.exists(root) && !isEmpty(root)) {
                throw new UsageException(
                        "%s is no evidence folder of this kit. Remove it, or name another output"
                                        .formatted(root)
                                + " folder with -Dtck.output=DIR.");
            }
            makePrivate(root);
            Files.createFile(root.resolve(MARKER));
            return new EvidenceDir(root, root, file -> {});
        } catch (IOException e) {
            throw cannot("start the evidence folder " + root, e);
        }
    }

    /** A folder below this one; a name with slashes makes a folder for each part. */
    public EvidenceDir sub(String name) {
        Path below = dir;
        for (String part : name.split("/", -1)) {
            below = below.resolve(safe(part));
        }
        return new EvidenceDir(root, below, kept);
    }

    /** The same folder, which tells of every file that is kept in it or below it. */
    public EvidenceDir tellingOf(Consumer<String> keptFile) {
        return new EvidenceDir(root, dir, keptFile);
    }

    /**
     * Keeps a text, in place of an earlier one of that name.
     *
     * @return the file's path below the evidence folder of the run, with slashes
     */
    public String write(String name, String text) {
        Path file = dir.resolve(safe(name));
        try {
            makePrivate(dir);
            WholeFile.writePrivate(file, text);
        } catch (IOException e) {
            throw cannot("keep the evidence " + file, e);
        }
        String relative = root.relativize(file).toString().replace('\\', '/');
        kept.accept(relative);
        return relative;
    }

    /** Keeps a value as JSON; the name should end in {@code .json}. */
    public String writeJson(String name, Object value) {
        try {
            return write(name, JSON.writeValueAsString(value) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON can be made of the evidence " + name, e);
        }
    }

    /** The folder itself; it is there once something was written. */
    public Path path() {
        return dir;
    }

    /** The evidence folder of the run. */
    public Path root() {
        return root;
    }

    /** A file name of letters, digits, dots and hyphens; different names stay different. */
    static String safe(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]|\\.{2,}|^\\.", "_");
        if (safe.length() > LONGEST_NAME) {
            safe = safe.substring(0, LONGEST_NAME);
        }
        return safe.equals(name) && !name.isEmpty()
                ? name
                : safe + "-" + Hash.start().add(name).name();
    }

    private static void makePrivate(Path dir) throws IOException {
        Files.createDirectories(
                dir,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static boolean isEmpty(Path dir) throws IOException {
        try (Stream<Path> children = Files.list(dir)) {
            return children.findAny().isEmpty();
        }
    }

    private static TckException cannot(String what, IOException e) {
        return TckException.of(what)
                .found(e.toString())
                .next("free space there, or name another folder with -Dtck.output=DIR")
                .cause(e)
                .error();
    }
}
