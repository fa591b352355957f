package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import java.nio.file.Path;
import java.util.List;

/** A kubelet built here with a defect, to show that the kit's tests can go red. */
public final class KubeletPatches {
    private static final String PACKAGE = "k8s.io/kubernetes/pkg/kubelet/cm";
    private static final String FILE = "container_manager_linux.go";

    /** Where the kubelet, in a user namespace, decides to let a failed sysctl pass. */
    private static final String TOLERATES =
            "if utilfeature.DefaultFeatureGate.Enabled(kubefeatures.KubeletInUserNamespace) {";

    private final SourceEdit edit;

    private KubeletPatches(SourceEdit edit) {
        this.edit = edit;
    }

    /**
     * A kubelet that treats one sysctl as if the feature gate were off: when it cannot set it, it
     * says so as an error and exits.
     *
     * @param flag as the kubelet writes it, for example {@code kernel/panic}
     */
    public static KubeletPatches intolerantOf(String flag) {
        if (!flag.matches("[a-z_/]+")) {
            throw new IllegalArgumentException("no kernel flag: " + flag);
        }
        return new KubeletPatches(
                new SourceEdit(
                        PACKAGE,
                        FILE,
                        TOLERATES,
                        TOLERATES.replace(" {", " && flag != \"" + flag + "\" {")));
    }

    /**
     * Builds it, once; where the plain kubelet was built before, only what the change reaches is
     * compiled.
     *
     * @param version one that a pinned module has, for example {@code v1.37.2}
     * @throws io.rootlesstck.base.TckException if that version's source has no such place
     */
    public Path build(String version, Settings settings, Cache cache) {
        return PatchedModule.of(new Wanted(ComponentId.KUBELET, version), List.of(edit), settings)
                .build(ComponentId.KUBELET, cache);
    }
}
