package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import java.nio.file.Path;
import java.util.List;

/** A flanneld built here with a defect, to show that the kit's tests can go red. */
public final class FlannelPatches {
    private static final String PACKAGE = "github.com/flannel-io/flannel/pkg/backend/vxlan";
    private static final String FILE = "vxlan.go";
    private static final String IMPORTS = "import (\n\t\"context\"\n";

    /** Where the configuration has been read and the device is not made yet. */
    private static final String READ = "\tlog.Infof(\"VXLAN config: ";

    private final List<SourceEdit> edits;

    private FlannelPatches(List<SourceEdit> edits) {
        this.edits = edits;
    }

    /**
     * A flanneld that uses another VXLAN port than configured, on one node alone.
     *
     * @param node the node's name
     */
    public static FlannelPatches otherPortOn(String node, int port) {
        if (!node.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("no name of a node: " + node);
        }
        return new FlannelPatches(
                List.of(
                        new SourceEdit(PACKAGE, FILE, IMPORTS, IMPORTS + "\t\"os\"\n"),
                        new SourceEdit(
                                PACKAGE,
                                FILE,
                                READ,
                                "\tif os.Getenv(\"NODE_NAME\") == \"%s\" {\n\t\tcfg.Port = %d\n\t}\n%s"
                                        .formatted(node, port, READ))));
    }

    /**
     * Builds it, once.
     *
     * @param version one that a pinned module has, for example {@code v0.28.10}
     * @throws io.rootlesstck.base.TckException if that version's source has no such place
     */
    public Path build(String version, Settings settings, Cache cache) {
        return PatchedModule.of(new Wanted(ComponentId.FLANNELD, version), edits, settings)
                .build(ComponentId.FLANNELD, cache);
    }
}
