package io.rootlesstck.scenario;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.PageClaim;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of configuration files and what is expected of them, overlays already applied.
 *
 * @param name the path of the folder below its root, for example {@code kubelet/gate-off}
 * @param control whether it has to fail, as stated, for the tests of its claims to mean anything
 * @param claims the claims it shows, or is the control of
 * @param base the name of the scenario that this one is laid over
 * @param needs what the host must offer, its own and the base's
 * @param files the files for the node by name: whole, or the base's with this one's merged in
 */
public record Scenario(
        String name,
        Path dir,
        String title,
        String description,
        boolean control,
        List<PageClaim> claims,
        @Nullable String base,
        Set<Need> needs,
        NodeSettings node,
        HostSettings host,
        Expectation expect,
        SortedMap<String, String> files) {

    /** Whether it lists a claim. */
    public boolean shows(PageClaim claim) {
        return claims.contains(claim);
    }

    /**
     * The content of one of its files.
     *
     * @throws UsageException if it has no such file
     */
    public String file(String fileName) {
        String content = files.get(fileName);
        if (content == null) {
            throw new UsageException(
                    "The scenario %s (%s) has no file %s; it has %s."
                            .formatted(name, dir, fileName, files.keySet()));
        }
        return content;
    }

    /**
     * The same, but with the kernel's own file at one key that it lays a writable file over.
     *
     * @param key its dotted key
     * @throws UsageException if it lays none over that key
     */
    public Scenario withoutProc(String key) {
        return new Scenario(
                name,
                dir,
                title,
                description,
                control,
                claims,
                base,
                needs,
                node.withoutProc(key),
                host,
                expect,
                files);
    }

    @Override
    public String toString() {
        return name;
    }
}
