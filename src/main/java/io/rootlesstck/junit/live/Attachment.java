package io.rootlesstck.junit.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.node.Preset;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The cluster that {@code tck.attach} names.
 *
 * @param kubeconfig what the file holds
 * @param node the name of the Node object to look at; nothing for the only one that there is
 * @param container the container that is that node; nothing where only the API can tell of it
 * @param preset how it was made
 */
record Attachment(
        String kubeconfig, Optional<String> node, Optional<String> container, Preset preset) {

    /**
     * Reads the settings and the kubeconfig.
     *
     * @throws io.rootlesstck.base.UsageException if the file cannot be used, saying what it is
     */
    static Attachment of(Settings settings) {
        Path file = Path.of(settings.get(Setting.ATTACH));
        String[] node = settings.get(Setting.ATTACH_NODE).split("=", 2);
        if (node.length > 1 && (node[0].isBlank() || node[1].isBlank())) {
            throw settings.bad(Setting.ATTACH_NODE, "NAME or NAME=CONTAINER");
        }
        return new Attachment(
                read(file),
                Optional.of(node[0].strip()).filter(name -> !name.isEmpty()),
                node.length > 1 ? Optional.of(node[1].strip()) : Optional.empty(),
                Preset.of(settings.get(Setting.ATTACH_PRESET)));
    }

    private static String read(Path file) {
        if (!Files.exists(file)) {
            throw unusable(file, "There is no such file.").usage();
        }
        if (!Files.isRegularFile(file)) {
            throw unusable(file, "It is no file but a folder or something else.").usage();
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            JsonNode root = new YAMLMapper().readTree(text);
            if (root == null || !root.path("kind").asText("").equals("Config")) {
                throw unusable(
                                file,
                                "Its kind is \"%s\", and that of a kubeconfig is \"Config\"."
                                        .formatted(
                                                root == null ? "" : root.path("kind").asText("")))
                        .usage();
            }
            if (root.path("clusters").isEmpty() || root.path("users").isEmpty()) {
                throw unusable(file, "It names no cluster, or no user: is it whole?").usage();
            }
            return text;
        } catch (MalformedInputException e) {
            throw unusable(file, "It is no UTF-8 text.").cause(e).usage();
        } catch (JsonProcessingException e) {
            throw unusable(file, "It is no YAML: " + e.getOriginalMessage()).cause(e).usage();
        } catch (IOException e) {
            throw unusable(file, String.valueOf(e)).cause(e).usage();
        }
    }

    private static TckException.Builder unusable(Path file, String found) {
        return TckException.of("use the kubeconfig %s (-D%s)".formatted(file, Setting.ATTACH.key()))
                .found(found)
                .next(
                        "Write one with `kind get kubeconfig`, `minikube kubectl -- config view"
                                + " --flatten`, or take the cluster's own.");
    }
}
