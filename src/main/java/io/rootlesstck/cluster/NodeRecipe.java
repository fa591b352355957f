package io.rootlesstck.cluster;

import io.rootlesstck.node.NodeRuntime;
import java.nio.file.Path;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * What the control plane and the nodes of a cluster are made of.
 *
 * @param image the node image
 * @param version of Kubernetes, for example {@code v1.37.2}
 * @param runtime the container runtime of the nodes
 * @param binaries the user's own, in place of the image's
 * @param labels mark containers and networks as the kit's, for the sweep
 */
@API(status = API.Status.INTERNAL)
public record NodeRecipe(
        String image,
        String version,
        NodeRuntime runtime,
        Map<String, Path> binaries,
        Map<String, String> labels) {}
