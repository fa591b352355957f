package io.rootlesstck.doctor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the running kernel can do, and what it could if a module were loaded. */
final class KernelParts {
    /** How a part of the kernel is there. */
    enum Presence {
        /** It can be used now. */
        THERE,
        /** A module that is not loaded. */
        LOADABLE,
        /** The kernel was built without it, or its module is not installed. */
        ABSENT,
        /** Nothing that could be read says. */
        UNKNOWN
    }

    /** Presence, and by what it is known. */
    record Known(Presence presence, String by) {}

    private final MachineTree tree;
    private final String release;
    private final Set<String> loaded = new HashSet<>();
    private final Set<String> builtIn;
    private final Set<String> installed;
    private final boolean hasModules;
    private final Optional<KernelConfig> config;

    KernelParts(MachineTree tree, String release) {
        this.tree = tree;
        this.release = release;
        tree.text("/proc/modules").stream()
                .flatMap(String::lines)
                .map(line -> line.split(" ", 2)[0])
                .forEach(loaded::add);
        String folder = "/lib/modules/" + release;
        Optional<String> dependencies = tree.text(folder + "/modules.dep");
        this.hasModules = dependencies.isPresent();
        this.installed = modules(dependencies.orElse(""));
        this.builtIn = modules(tree.text(folder + "/modules.builtin").orElse(""));
        this.config = KernelConfig.of(tree, release);
    }

    /**
     * The modules of a list of paths, as kmod writes it: {@code kernel/net/x.ko.zst: …}, dashes as
     * underscores.
     */
    static Set<String> modules(String list) {
        Set<String> names = new HashSet<>();
        for (String line : list.lines().toList()) {
            String path = line.split(":", 2)[0].strip();
            String file = path.substring(path.lastIndexOf('/') + 1);
            int end = file.indexOf(".ko");
            if (end > 0) {
                names.add(file.substring(0, end).replace('-', '_'));
            }
        }
        return names;
    }

    /**
     * Looks for a part.
     *
     * @param module its name as a module
     * @param option its name in the kernel's configuration, without {@code CONFIG_}
     * @param shownBy files that are there only while it is
     */
    Known find(String module, String option, String... shownBy) {
        if (loaded.contains(module)) {
            return new Known(Presence.THERE, "loaded");
        }
        Optional<String> shown = Arrays.stream(shownBy).filter(tree::has).findFirst();
        if (shown.isPresent()) {
            return new Known(Presence.THERE, shown.get() + " is there");
        }
        if (builtIn.contains(module)) {
            return new Known(Presence.THERE, "built into the kernel");
        }
        String value = config.map(known -> known.value(option)).orElse("");
        String setting = "CONFIG_%s=%s".formatted(option, value);
        if (value.equals("y")) {
            return new Known(Presence.THERE, "built into the kernel, " + setting);
        }
        if (installed.contains(module)) {
            return new Known(Presence.LOADABLE, "a module that is not loaded");
        }
        if (value.equals("m")) {
            return hasModules
                    ? new Known(Presence.ABSENT, setting + ", but the module is not installed")
                    : new Known(
                            Presence.UNKNOWN,
                            "%s, and there is no /lib/modules/%s to see whether it can be loaded"
                                    .formatted(setting, release));
        }
        if (value.equals("n")) {
            return new Known(
                    Presence.ABSENT,
                    "the kernel was built without CONFIG_%s, says %s"
                            .formatted(option, config.map(KernelConfig::file).orElse("")));
        }
        return hasModules
                ? new Known(Presence.ABSENT, "neither built in nor a module that is installed")
                : new Known(
                        Presence.UNKNOWN,
                        "neither the kernel's configuration nor /lib/modules/%s can be read"
                                .formatted(release));
    }
}
