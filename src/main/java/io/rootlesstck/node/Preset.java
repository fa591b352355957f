package io.rootlesstck.node;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * How a sort of cluster is started without root, and where its daemons are and log.
 *
 * @param title for a person
 * @param source where that stands
 * @param start what starts one, an argument vector each
 * @param node what the container of a node is called by default; empty where there is none
 * @param daemons where they are, by the kit's names
 * @param config the files that they read on the node, by the same names
 */
@API(status = API.Status.INTERNAL)
public record Preset(
        String title,
        String source,
        List<List<String>> start,
        String node,
        Map<String, DaemonPlace> daemons,
        Map<String, String> config) {
    private static final String RESOURCE = "presets.yaml";

    /** All that the kit knows, by name. */
    public static Map<String, Preset> all() {
        try (InputStream in = Preset.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the kit has no " + RESOURCE);
            }
            return new TreeMap<>(
                    new YAMLMapper().readValue(in, new TypeReference<Map<String, Preset>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The one of a name.
     *
     * @throws UsageException if there is none, listing those that there are
     */
    public static Preset of(String name) {
        Map<String, Preset> all = all();
        Preset preset = all.get(name);
        if (preset == null) {
            throw new UsageException(
                    "-D%s=%s: there is no such preset. Known: %s."
                            .formatted(
                                    Setting.ATTACH_PRESET.key(),
                                    name,
                                    String.join(", ", all.keySet())));
        }
        return preset;
    }
}
