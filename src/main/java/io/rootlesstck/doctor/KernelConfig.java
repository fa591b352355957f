package io.rootlesstck.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The configuration that a kernel was built with. */
final class KernelConfig {
    private static final String PACKED = "/proc/config.gz";
    private static final Pattern SET = Pattern.compile("CONFIG_(\\w+)=(.*)");
    private static final Pattern NOT_SET = Pattern.compile("# CONFIG_(\\w+) is not set");

    private final String file;
    private final Map<String, String> values;

    private KernelConfig(String file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** The configuration of the running kernel, from where distributions put it. */
    static Optional<KernelConfig> of(MachineTree tree, String release) {
        Optional<byte[]> packed = tree.bytes(PACKED);
        if (packed.isPresent()) {
            return Optional.of(new KernelConfig(PACKED, parse(unpacked(packed.get()))));
        }
        for (String file :
                List.of("/boot/config-" + release, "/lib/modules/" + release + "/config")) {
            Optional<String> text = tree.text(file);
            if (text.isPresent()) {
                return Optional.of(new KernelConfig(file, parse(text.get())));
            }
        }
        return Optional.empty();
    }

    private static String unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] text = LiveTree.limited(PACKED, in.readNBytes(LiveTree.LARGEST + 1));
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableException(PACKED + ": " + e.getMessage(), e);
        }
    }

    /**
     * The options of a configuration without {@code CONFIG_}; {@code n} for one that is not set.
     */
    static Map<String, String> parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher set = SET.matcher(line.strip());
            Matcher notSet = NOT_SET.matcher(line.strip());
            if (set.matches()) {
                values.put(set.group(1), set.group(2));
            } else if (notSet.matches()) {
                values.put(notSet.group(1), "n");
            }
        }
        return values;
    }

    /**
     * {@code y}, {@code m} or {@code n}: an option whose own conditions fail is not even written.
     */
    String value(String option) {
        return values.getOrDefault(option, "n");
    }

    String file() {
        return file;
    }
}
