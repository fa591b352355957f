package io.rootlesstck.claim;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement that the kit judges; named so because {@code Claim} is the annotation.
 *
 * @param id for example {@code kubelet.sysctl.vm-overcommit-memory}
 * @param heading the heading in the source under which it stands
 * @param text a paraphrase
 * @param versions since when it is made, and which version made it false
 * @param cells what cells it is about
 * @param subject the one thing it is about, for example {@code vm.overcommit_memory}
 * @param flag how the kubelet's log spells the subject, for example {@code vm/overcommit_memory}
 * @param texts expected log texts by purpose ({@code tolerated}, {@code fatal}, …)
 * @param noControl why there is no control; null when the claim needs one to hold
 */
public record PageClaim(
        String id,
        String heading,
        ClaimSource source,
        String text,
        VersionRange versions,
        ClaimCells cells,
        @Nullable String subject,
        @Nullable String flag,
        Map<String, List<ClaimText>> texts,
        @Nullable String noControl) {

    /** Whether the claim is made for this version, true or not. */
    public boolean isMadeFor(KubernetesVersion version) {
        return versions.hasBegun(version);
    }

    /** Whether the claim says something of a node with this container runtime. */
    public boolean isAbout(String nodeRuntime) {
        return cells.haveRuntime(nodeRuntime);
    }

    /** Whether this version is known to have made the claim false. */
    public boolean isOutdatedIn(KubernetesVersion version) {
        return versions.hasEnded(version);
    }

    /** Whether it holds only together with a control. */
    public boolean needsControl() {
        return noControl == null;
    }

    /** The log texts of one purpose for a version; empty where it has none. */
    public List<String> texts(String purpose, KubernetesVersion version) {
        return texts.getOrDefault(purpose, List.of()).stream()
                .filter(text -> text.versions().contains(version))
                .map(ClaimText::text)
                .toList();
    }
}
