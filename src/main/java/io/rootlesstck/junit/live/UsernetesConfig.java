package io.rootlesstck.junit.live;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.node.UsernetesNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that kubeadm makes the first node of a Usernetes-style cluster of. */
final class UsernetesConfig {
    private static final Path TEMPLATE = KitFiles.of("images/usernetes/kubeadm.yaml.in");
    private static final Pattern PLACEHOLDER = Pattern.compile("@([A-Z_]+)@");

    private UsernetesConfig() {}

    /**
     * The file for a node.
     *
     * @param version of Kubernetes, for example {@code v1.37.2}
     */
    static String of(UsernetesNode.Place place, String version) {
        Map<String, String> values =
                Map.of(
                        "HOST_IP", place.host(),
                        "NODE_NAME", place.name(),
                        "NODE_IP", place.ip(),
                        "VERSION", version);
        try {
            return PLACEHOLDER
                    .matcher(Files.readString(TEMPLATE))
                    .replaceAll(found -> Matcher.quoteReplacement(value(values, found.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("%s asks for @%s@".formatted(TEMPLATE, name));
        }
        return value;
    }
}
