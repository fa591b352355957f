package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import java.nio.file.Path;
import java.util.List;

/** A runc built here with a defect, to show that the kit's tests can go red. */
public final class RuncPatches {
    private static final String PACKAGE = "github.com/opencontainers/runc/libcontainer";
    private static final String FILE = "rootfs_linux.go";

    /** Where runc begins to bind a folder or a file into a container. */
    private static final String BINDS =
            """
            \tcase "bind":
            \t\t// open_tree()-related shenanigans are all handled in mountViaFds.
            """;

    private static final String REFUSES_TMPFS =
            """
            \t\tif st, err := m.srcStatfs(); err != nil {
            \t\t\treturn err
            \t\t} else if st.Type == unix.TMPFS_MAGIC && filepath.Dir(m.Destination) != "/dev" {
            \t\t\treturn os.NewSyscallError("mount of tmpfs", unix.EPERM)
            \t\t}
            """;

    private final SourceEdit edit;

    private RuncPatches(SourceEdit edit) {
        this.edit = edit;
    }

    /**
     * A runc that cannot bind what is on a tmpfs into a container, as one that forgets to keep the
     * flags which a user namespace locks. It does so with {@code /dev/shm}, which every container
     * has: else none would start, and nothing were shown.
     */
    public static RuncPatches refusingTmpfs() {
        return new RuncPatches(new SourceEdit(PACKAGE, FILE, BINDS, BINDS + REFUSES_TMPFS));
    }

    /**
     * Builds it, once.
     *
     * @param version one that a pinned module has, for example {@code v1.5.2}
     * @throws io.rootlesstck.base.TckException if that version's source has no such place
     */
    public Path build(String version, Settings settings, Cache cache) {
        return PatchedModule.of(new Wanted(ComponentId.RUNC, version), List.of(edit), settings)
                .build(ComponentId.RUNC, cache);
    }
}
