package io.rootlesstck.doctor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the checks see of a machine: its files, what programs say, and two probes. Nothing here
 * changes it.
 *
 * <p>Paths are absolute, as on the machine. What is not there is empty; what is there and may not
 * be read is an {@link UnreadableException}.
 */
public interface MachineTree {
    /** Reads a file; none if it is not there. */
    Optional<byte[]> bytes(String path);

    /** Says what sort of file something is; none if it is not there. */
    Optional<FileFacts> facts(String path);

    /** Names what is in a folder, sorted; nothing if it is not there. */
    List<String> names(String folder);

    /** Asks a program that only reads; none if it is not there, or was not asked when recorded. */
    Optional<Answer> answer(List<String> argv);

    /**
     * Tries something as a user.
     *
     * @return none where that cannot be tried from here
     */
    Optional<Answer> probe(Probe probe, int uid, int gid);

    /** A variable of the environment of the one who looks. */
    Optional<String> variable(String name);

    /** The user number of the one who looks. */
    int uid();

    /** Names the tree for a person: this machine, or where it was recorded. */
    String describe();

    /** Reads a text file; bytes that are no UTF-8 become replacement characters. */
    default Optional<String> text(String path) {
        return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Whether something is there. */
    default boolean has(String path) {
        return facts(path).isPresent();
    }
}
