package io.rootlesstck.doctor;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A machine of which files were copied into a folder: by {@code tck doctor --record}, or by hand.
 * What was not copied is not there; no program is asked, and nothing is tried.
 */
public final class RecordedTree implements MachineTree {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    /** One of them is in every such tree. */
    private static final List<String> SIGNS =
            List.of(RecordedMachine.FILE, "etc/os-release", "etc/passwd", "proc", "sys");

    private final Path root;
    private final RecordedMachine machine;

    private RecordedTree(Path root, RecordedMachine machine) {
        this.root = root;
        this.machine = machine;
    }

    /**
     * Opens a folder.
     *
     * @throws io.rootlesstck.base.UsageException if it is none, or holds no tree of a machine
     */
    public static MachineTree open(Path folder) {
        String tried = "read the recorded machine " + folder;
        if (!Files.isDirectory(folder)) {
            throw TckException.of(tried)
                    .found(Files.exists(folder) ? "It is no folder." : "It is not there.")
                    .next("Record one on the machine in question: ./tck doctor --record DIR")
                    .usage();
        }
        if (SIGNS.stream().noneMatch(sign -> Files.exists(folder.resolve(sign)))) {
            throw TckException.of(tried)
                    .found("It holds none of: " + String.join(", ", SIGNS) + ".")
                    .next("Record one on the machine in question: ./tck doctor --record DIR")
                    .usage();
        }
        try {
            return new RecordedTree(folder.toRealPath(), machine(tried, folder));
        } catch (IOException e) {
            throw TckException.of(tried).found(e.toString()).cause(e).usage();
        }
    }

    private static RecordedMachine machine(String tried, Path folder) {
        Path file = folder.resolve(RecordedMachine.FILE);
        if (!Files.exists(file)) {
            return RecordedMachine.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            RecordedMachine machine =
                    JSON.readValue(
                            LiveTree.limited(file.toString(), in.readNBytes(LiveTree.LARGEST + 1)),
                            RecordedMachine.class);
            if (machine == null || machine.schema() != RecordedMachine.SCHEMA) {
                throw TckException.of(tried)
                        .found(
                                "%s is of schema %s; this kit reads %d."
                                        .formatted(
                                                file,
                                                machine == null ? "none" : machine.schema(),
                                                RecordedMachine.SCHEMA))
                        .next("Record it again with this version of the kit.")
                        .usage();
            }
            return machine;
        } catch (IOException | UnreadableException e) {
            String message = String.valueOf(e.getMessage());
            throw TckException.of(tried)
                    .found("%s: %s".formatted(file, message.lines().findFirst().orElse(message)))
                    .next("Record it again: ./tck doctor --record DIR")
                    .cause(e)
                    .usage();
        }
    }

    /** Where a path of the machine lies here; none if it is not there. Links do not lead out. */
    private Optional<Path> place(String path) {
        String why = machine.unreadable().get(path);
        if (why != null) {
            throw new UnreadableException(why, null);
        }
        Path place = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!place.startsWith(root) || !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Path real = place.toRealPath();
            if (!real.startsWith(root)) {
                throw new UnreadableException(path + ": a link that leads out of the tree", null);
            }
            return Optional.of(real);
        } catch (IOException e) {
            throw new UnreadableException(path + ": a link that leads nowhere in the tree", e);
        }
    }

    @Override
    public Optional<byte[]> bytes(String path) {
        return place(path)
                .filter(Files::isRegularFile) // a pipe would never end
                .map(
                        place -> {
                            try (InputStream in = Files.newInputStream(place)) {
                                return LiveTree.limited(path, in.readNBytes(LiveTree.LARGEST + 1));
                            } catch (IOException e) {
                                throw new UnreadableException(path + ": " + e, e);
                            }
                        });
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        FileFacts recorded = machine.facts().get(path);
        if (recorded != null) {
            return Optional.of(recorded);
        }
        return place(path)
                .map(
                        place -> {
                            try {
                                Map<String, Object> read = Files.readAttributes(place, "unix:mode");
                                // Who owns the copy says nothing of who owned the file.
                                return new FileFacts(
                                        read.get("mode") instanceof Integer mode ? mode : 0, 0);
                            } catch (IOException e) {
                                throw new UnreadableException(path + ": " + e, e);
                            }
                        });
    }

    @Override
    public List<String> names(String folder) {
        List<String> recorded = machine.folders().get(folder);
        if (recorded != null) {
            return recorded;
        }
        Optional<Path> place = place(folder).filter(Files::isDirectory);
        if (place.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(place.get())) {
            return found.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UnreadableException(folder + ": " + e, e);
        }
    }

    @Override
    public Optional<Answer> answer(List<String> argv) {
        return machine.answers().stream()
                .filter(said -> said.argv().equals(argv))
                .map(RecordedMachine.Said::answer)
                .findFirst();
    }

    @Override
    public Optional<Answer> probe(Probe probe, int uid, int gid) {
        return answer(RecordedMachine.probe(probe, uid));
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(machine.variables().get(name));
    }

    @Override
    public int uid() {
        return machine.uid();
    }

    @Override
    public String describe() {
        return "the machine recorded in " + root;
    }
}
