package io.rootlesstck.doctor;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A machine whose every answer is kept, so that a {@link RecordedTree} can give it again. */
public final class Recorder implements MachineTree {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private final MachineTree tree;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, FileFacts> facts = new ConcurrentHashMap<>();
    private final Map<String, List<String>> folders = new ConcurrentHashMap<>();
    private final Map<List<String>, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    /** Keeps what is asked of a machine. */
    public Recorder(MachineTree tree) {
        this.tree = tree;
    }

    /**
     * Writes what was asked so far.
     *
     * @param folder is made; it may be there if it is empty
     * @throws io.rootlesstck.base.UsageException if there is something in it, or it cannot be made
     */
    public void save(Path folder) {
        String tried = "record the machine in " + folder;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> there = Files.list(folder)) {
                if (there.findAny().isPresent()) {
                    throw TckException.of(tried)
                            .found("There is something in it already.")
                            .next("Name a folder that is empty or not there.")
                            .usage();
                }
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path place = folder.resolve(file.getKey().substring(1)).normalize();
                Path parent = place.getParent();
                if (parent != null && place.startsWith(folder.normalize())) {
                    Files.createDirectories(parent);
                    Files.write(place, file.getValue());
                }
            }
            JSON.writeValue(folder.resolve(RecordedMachine.FILE).toFile(), machine());
        } catch (IOException e) {
            throw TckException.of(tried).found(e.toString()).cause(e).usage();
        }
    }

    private RecordedMachine machine() {
        List<RecordedMachine.Said> said = new ArrayList<>();
        answers.forEach((argv, answer) -> said.add(new RecordedMachine.Said(argv, answer)));
        said.sort(Comparator.comparing(each -> String.join(" ", each.argv())));
        return new RecordedMachine(
                RecordedMachine.SCHEMA,
                tree.uid(),
                new TreeMap<>(variables),
                said,
                new TreeMap<>(facts),
                new TreeMap<>(folders),
                new TreeMap<>(unreadable));
    }

    private <T> T noting(String path, Supplier<T> asked) {
        try {
            return asked.get();
        } catch (UnreadableException e) {
            unreadable.put(path, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    public Optional<byte[]> bytes(String path) {
        Optional<byte[]> read = noting(path, () -> tree.bytes(path));
        read.ifPresent(bytes -> files.put(path, bytes));
        return read;
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        Optional<FileFacts> read = noting(path, () -> tree.facts(path));
        read.ifPresent(known -> facts.put(path, known));
        return read;
    }

    @Override
    public List<String> names(String folder) {
        List<String> names = noting(folder, () -> tree.names(folder));
        folders.put(folder, names);
        return names;
    }

    @Override
    public Optional<Answer> answer(List<String> argv) {
        Optional<Answer> answer = tree.answer(argv);
        answer.ifPresent(said -> answers.put(List.copyOf(argv), said));
        return answer;
    }

    @Override
    public Optional<Answer> probe(Probe probe, int uid, int gid) {
        Optional<Answer> answer = tree.probe(probe, uid, gid);
        answer.ifPresent(said -> answers.put(RecordedMachine.probe(probe, uid), said));
        return answer;
    }

    @Override
    public Optional<String> variable(String name) {
        Optional<String> value = tree.variable(name);
        value.ifPresent(known -> variables.put(name, known));
        return value;
    }

    @Override
    public int uid() {
        return tree.uid();
    }

    @Override
    public String describe() {
        return tree.describe();
    }
}
