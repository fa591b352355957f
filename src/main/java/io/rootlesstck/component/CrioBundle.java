package io.rootlesstck.component;

import static java.util.stream.Collectors.joining;

import io.rootlesstck.base.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A folder laid out like the release bundle of CRI-O, {@code cri-o.ARCH.VERSION.tar.gz} unpacked.
 *
 * <p>The kit takes CRI-O's own programs from it; the OCI runtime and the CNI plugins are the
 * cell's.
 */
final class CrioBundle {
    /** CRI-O's own programs. */
    static final List<ComponentId> PARTS =
            List.of(ComponentId.CRIO, ComponentId.CONMON, ComponentId.PINNS);

    private CrioBundle() {}

    /**
     * The programs in a folder.
     *
     * @throws UsageException naming each one that is missing
     */
    static Map<ComponentId, String> in(String folder) {
        Map<ComponentId, String> files = new EnumMap<>(ComponentId.class);
        PARTS.forEach(part -> files.put(part, Path.of(folder, "bin", part.id()).toString()));
        String missing =
                PARTS.stream()
                        .filter(part -> !Files.exists(Path.of(folder, "bin", part.id())))
                        .map(part -> "bin/" + part.id())
                        .collect(joining(", "));
        if (!missing.isEmpty()) {
            throw new UsageException(
                    ("-D%s=%s: the folder has no %s.\n  Next:  Unpack a release bundle of CRI-O"
                                    + " (cri-o.ARCH.VERSION.tar.gz) and give its folder cri-o, or lay"
                                    + " out a build of your own like it.")
                            .formatted(ComponentId.CRIO.property(), folder, missing));
        }
        return files;
    }
}
