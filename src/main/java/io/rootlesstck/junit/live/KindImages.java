package io.rootlesstck.junit.live;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.component.ComponentId;
import io.rootlesstck.component.Components;
import io.rootlesstck.image.KindNodeImage;
import io.rootlesstck.image.NodeImage;
import java.util.Map;

/** The node images of the cells whose nodes kind makes, or kubeadm as Usernetes uses it. */
final class KindImages {
    private static final String FILES_OF_KIND = "images/base/files";
    private static final String NETWORK = "scenarios/kubelet/documented/cni.conflist";

    private KindImages() {}

    /**
     * Brings what the image of a cell is made of, and describes it.
     *
     * @param below the node image of the cell
     */
    static KindNodeImage of(Cell cell, Settings settings, Cache cache, NodeImage below) {
        Components components = new Components(settings, cache);
        return new KindNodeImage(
                below,
                components.sources(ComponentId.KIND).resolve(FILES_OF_KIND),
                KitFiles.of(NETWORK),
                Map.of(
                        ComponentId.KUBECTL.id(),
                        components
                                .resolve(ComponentId.KUBECTL, cell.kubernetes().toString())
                                .file()));
    }
}
