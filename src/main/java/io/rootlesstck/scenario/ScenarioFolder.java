package io.rootlesstck.scenario;

import io.rootlesstck.document.Document;
import io.rootlesstck.document.DocumentException;
import io.rootlesstck.document.DocumentSchema;
import io.rootlesstck.document.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One folder with a {@code scenario.yaml}, as it stands on disk.
 *
 * @param files the other files in it; subfolders belong to the scenario but not onto the node
 */
record ScenarioFolder(String name, Path dir, Document yaml, SortedMap<String, Path> files) {
    private static final String FILE = "scenario.yaml";
    private static final DocumentSchema SCHEMA = DocumentSchema.named("scenario");

    /** Hands out every scenario folder below a root, or the root itself. */
    static void each(Path root, Consumer<ScenarioFolder> found) {
        if (Files.exists(root.resolve(FILE))) {
            found.accept(read(String.valueOf(root.toAbsolutePath().getFileName()), root));
            return;
        }
        for (Path child : list(root)) {
            if (Files.isDirectory(child)) {
                below(root, child, found);
            }
        }
    }

    private static void below(Path root, Path dir, Consumer<ScenarioFolder> found) {
        if (Files.exists(dir.resolve(FILE))) {
            found.accept(read(root.relativize(dir).toString().replace('\\', '/'), dir));
            return;
        }
        for (Path child : list(dir)) {
            if (!Files.isDirectory(child)) {
                // A misspelt scenario.yaml would otherwise be a scenario that nobody runs.
                throw new DocumentException(
                        Place.of(dir),
                        "has the file %s but no %s".formatted(child.getFileName(), FILE));
            }
            below(root, child, found);
        }
    }

    private static ScenarioFolder read(String name, Path dir) {
        Document yaml = Document.yaml(dir.resolve(FILE));
        SCHEMA.check(yaml);
        list(dir).stream()
                .filter(Files::isDirectory)
                .forEach(below -> refuseScenarios(below, name));
        SortedMap<String, Path> files = new TreeMap<>();
        for (Path child : list(dir)) {
            String fileName = String.valueOf(child.getFileName());
            if (Files.isRegularFile(child) && !fileName.equals(FILE)) {
                files.put(fileName, child);
            }
        }
        return new ScenarioFolder(name, dir, yaml, files);
    }

    /** Subfolders hold manifests and the like: a scenario among them would be one nobody runs. */
    private static void refuseScenarios(Path dir, String name) {
        for (Path child : list(dir)) {
            if (Files.isDirectory(child)) {
                refuseScenarios(child, name);
            } else if (child.endsWith(FILE)) {
                throw new DocumentException(
                        Place.of(child),
                        "stands inside the scenario %s, which hides it".formatted(name));
            }
        }
    }

    /** What a folder holds, sorted, without what editors leave behind. */
    private static List<Path> list(Path dir) {
        try (Stream<Path> children = Files.list(dir)) {
            return children.filter(ScenarioFolder::isMeant).sorted().toList();
        } catch (IOException e) {
            throw new DocumentException(Place.of(dir), "cannot be listed: " + e, e);
        }
    }

    private static boolean isMeant(Path path) {
        String name = String.valueOf(path.getFileName());
        return !name.startsWith(".") && !name.endsWith("~");
    }
}
