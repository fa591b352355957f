package io.rootlesstck.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootlesstck.document.Place;

/**
 * One thing to judge: a document of a file, a patch inside one, a service of a compose file.
 *
 * @param holder what it stands in
 * @param whole whether it is all that its component gets; a patch is not, so nothing is missing
 *     there
 * @param places where the nodes of {@code root} stand in the file, by JSON pointer
 * @param versions that it is for
 */
record Part(
        ConfigKind kind,
        Holder holder,
        boolean whole,
        JsonNode root,
        Places places,
        LintVersions versions) {
    private static final String CRI_OF_VERSION_2 = "/plugins/io.containerd.grpc.v1.cri/";

    /** What a part can stand in. */
    enum Holder {
        /** A file of its own. */
        FILE,
        /** A file that kubeadm reads. */
        KUBEADM,
        /** A patch of a kind cluster configuration. */
        KIND
    }

    /** Finds places. */
    @FunctionalInterface
    interface Places {
        /** The place of a node, or of the nearest one above it. */
        Place at(String pointer);
    }

    /** Whether the component reads this key at all: containerd has other ids from version 3 on. */
    boolean reads(String pointer) {
        JsonNode version = root.path("version");
        return !pointer.startsWith(CRI_OF_VERSION_2) || !version.isInt() || version.intValue() < 3;
    }
}
