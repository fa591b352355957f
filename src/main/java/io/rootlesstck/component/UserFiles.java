package io.rootlesstck.component;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that the user gave with {@code -Dtck.component.<name>=/path}. */
final class UserFiles implements ComponentSource {
    private final Map<ComponentId, Path> files = new EnumMap<>(ComponentId.class);

    /**
     * Checks all files that were given, used or not, before anything slow begins.
     *
     * @throws UsageException naming the property, the path, and what is wrong with it
     */
    UserFiles(Settings settings, Machine machine) {
        settings.components()
                .forEach(
                        (name, path) -> {
                            ComponentId id = named(name);
                            if (id == ComponentId.CRIO && Files.isDirectory(Path.of(path))) {
                                CrioBundle.in(path)
                                        .forEach(
                                                (part, file) ->
                                                        files.putIfAbsent(
                                                                part,
                                                                checked(part, file, machine)));
                            } else {
                                files.put(id, checked(id, path, machine));
                            }
                        });
    }

    private static ComponentId named(String name) {
        try {
            return ComponentId.of(name);
        } catch (UsageException e) {
            throw new UsageException(
                    "-D%s%s: %s".formatted(Setting.COMPONENT_PREFIX, name, e.getMessage()), e);
        }
    }

    private static Path checked(ComponentId id, String given, Machine machine) {
        try {
            Path file = Path.of(given).toAbsolutePath();
            Optional<String> objection =
                    given.isEmpty() ? Optional.of("no path is given") : objection(file, machine);
            if (objection.isPresent()) {
                throw bad(id, given, objection.get());
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw bad(id, given, "it cannot be read (" + e.getMessage() + ")");
        }
    }

    private static Optional<String> objection(Path file, Machine machine) throws IOException {
        if (!Files.exists(file)) {
            return Optional.of("there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("it is a folder or a device, not a file");
        }
        if (!Files.isExecutable(file)) {
            return Optional.of("it is not executable: chmod +x " + file);
        }
        return Elf.objection(file, machine);
    }

    private static UsageException bad(ComponentId id, String given, String objection) {
        return new UsageException(
                ("-D%s=%s: %s.\n  Next:  Give the path of a %s executable for this machine, or"
                                + " leave the property out to use the kit's own.")
                        .formatted(id.property(), given, objection, id));
    }

    /** The files that were given. */
    Map<ComponentId, Path> files() {
        return Map.copyOf(files);
    }

    /** The components that were given. */
    Set<ComponentId> ids() {
        return Set.copyOf(files.keySet());
    }

    @Override
    public String name() {
        return "your own file";
    }

    @Override
    public Map<ComponentId, Component> atHand(List<Wanted> wanted) {
        Map<ComponentId, Component> found = new EnumMap<>(ComponentId.class);
        for (Wanted each : wanted) {
            Path file = files.get(each.id());
            if (file != null) {
                Origin origin =
                        new Origin(
                                Origin.Kind.USER_FILE,
                                "-D%s=%s".formatted(each.id().property(), file));
                found.put(each.id(), Component.of(each, file, origin));
            }
        }
        return found;
    }

    @Override
    public Fetched fetch(List<Wanted> wanted) {
        Fetched fetched = new Fetched();
        for (Wanted each : wanted) {
            fetched.lacking().put(each.id(), "none given with -D" + each.id().property());
        }
        return fetched;
    }
}
