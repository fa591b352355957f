package io.rootlesstck.component;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code releases.yaml} knows of the projects' release sites. */
final class ReleaseCatalog {
    /**
     * A download that has one component or several.
     *
     * @param checksum the file of SHA-256 sums published beside it
     * @param committed the sum that the kit itself knows, if any
     * @param members where an archive has each binary; empty when the download is the binary
     */
    record Release(
            URI url, URI checksum, Optional<String> committed, Map<ComponentId, String> members) {
        /** The last part of the address. */
        String fileName() {
            String path = url.getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private record Project(
            @JsonProperty(required = true) List<String> binaries,
            @JsonProperty(required = true) String url,
            @JsonProperty(required = true) String checksum,
            @Nullable String member) {}

    /** The file: projects by name, and the committed sums. */
    private static final class Content {
        private final Map<String, Project> projects = new TreeMap<>();

        @JsonProperty("sha256")
        private Map<String, String> sums = Map.of();

        @JsonAnySetter
        private void add(String name, Project project) {
            projects.put(name, project);
        }
    }

    private final Content content;
    private final Machine machine;

    private ReleaseCatalog(Content content, Machine machine) {
        this.content = content;
        this.machine = machine;
    }

    /**
     * Reads the catalogue.
     *
     * @throws TckException if it is malformed, naming the place
     */
    static ReleaseCatalog read(Path file, Machine machine) {
        try {
            return new ReleaseCatalog(
                    new YAMLMapper().readValue(file.toFile(), Content.class), machine);
        } catch (IOException e) {
            throw TckException.of("read " + file)
                    .found(String.valueOf(e.getMessage()))
                    .cause(e)
                    .error();
        }
    }

    /** Where a component is released, or nothing if the catalogue does not have it. */
    Optional<Release> find(Wanted wanted) {
        return content.projects.values().stream()
                .filter(project -> project.binaries().contains(wanted.id().id()))
                .findFirst()
                .map(project -> release(project, wanted));
    }

    private Release release(Project project, Wanted wanted) {
        URI url = URI.create(filled(project.url(), wanted, wanted.id().id()));
        Map<ComponentId, String> members = new TreeMap<>();
        if (project.member() != null) {
            for (String binary : project.binaries()) {
                members.put(ComponentId.of(binary), filled(project.member(), wanted, binary));
            }
        }
        return new Release(
                url,
                URI.create(filled(project.checksum(), wanted, wanted.id().id())),
                Optional.ofNullable(content.sums.get(url.getPath())),
                members);
    }

    private String filled(String template, Wanted wanted, String binary) {
        return template.replace("{version}", "v" + Versions.number(wanted.version()))
                .replace("{number}", Versions.number(wanted.version()))
                .replace("{arch}", machine.go())
                .replace("{binary}", binary);
    }
}
