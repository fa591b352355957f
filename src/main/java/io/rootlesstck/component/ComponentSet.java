package io.rootlesstck.component;

import io.rootlesstck.base.TckException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The components of one cell that do not come with the node image. Immutable. */
public final class ComponentSet {
    private final Map<ComponentId, Component> components;

    ComponentSet(Map<ComponentId, Component> components) {
        this.components = new EnumMap<>(ComponentId.class);
        this.components.putAll(components);
    }

    /** A component, or nothing if the node image's own is to be used. */
    public Optional<Component> find(ComponentId id) {
        return Optional.ofNullable(components.get(id));
    }

    /**
     * A component that is in the set.
     *
     * @throws TckException if it is not
     */
    public Component get(ComponentId id) {
        return find(id).orElseThrow(
                        () ->
                                TckException.of("find the component " + id)
                                        .found("This set has " + components.keySet() + ".")
                                        .error());
    }

    /** All components, in the order of {@link ComponentId}. */
    public Collection<Component> all() {
        return List.copyOf(components.values());
    }

    /** The files by the names that they have on a node. */
    public Map<String, Path> binaries() {
        Map<String, Path> files = new TreeMap<>();
        components.forEach((id, component) -> files.put(id.id(), component.file()));
        return files;
    }
}
