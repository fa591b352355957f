package io.rootlesstck.doctor;

import java.util.Optional;

/** Devices that a user without root has to open. */
final class Devices {
    private Devices() {}

    /**
     * Looks at one that udev makes for everybody (systemd, rules.d/50-udev-default.rules.in).
     *
     * @param module what makes it, if it is not there
     * @param without how it ends where it cannot be opened
     */
    static Seen look(Target target, String path, String module, Level without) {
        Optional<FileFacts> found = target.tree().facts(path);
        if (found.filter(FileFacts::isCharacterDevice).isEmpty()) {
            return new Seen(
                    without,
                    path + (found.isEmpty() ? " is not there" : " is no device"),
                    Remedy.load(module));
        }
        FileFacts facts = found.get();
        return facts.isForEverybody()
                ? Seen.ok("%s is for everybody (%s)".formatted(path, facts.permissions()))
                : new Seen(
                        without,
                        "%s is not for everybody (%s)".formatted(path, facts.permissions()),
                        Remedy.of("sudo chmod 0666 " + path));
    }
}
