package io.rootlesstck.doctor;

import java.util.regex.Pattern;

/**
 * The one command that mends something, by family of distributions.
 *
 * @param debian for Debian, Ubuntu and what is made of them
 * @param fedora for Fedora, RHEL and what is made of them
 */
public record Remedy(String debian, String fedora) {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    /** The same command everywhere. */
    static Remedy of(String command) {
        return new Remedy(command, command);
    }

    /** Installs a package. */
    static Remedy install(String debian, String fedora) {
        return new Remedy("sudo apt-get install -y " + debian, "sudo dnf install -y " + fedora);
    }

    /** Sets a sysctl now and for every boot. */
    static Remedy sysctl(String key, String value) {
        return of(
                "echo '%s = %s' | sudo tee -a /etc/sysctl.d/99-rootless.conf && sudo sysctl --system"
                        .formatted(key, value));
    }

    /** Loads a kernel module now and at every boot. */
    static Remedy load(String module) {
        return of(
                "echo %s | sudo tee -a /etc/modules-load.d/rootless.conf && sudo modprobe %s"
                        .formatted(module, module));
    }

    /** Whether it is the same everywhere. */
    boolean isSame() {
        return debian.equals(fedora);
    }

    /** A word as a shell takes it for one word: names and paths of a machine may hold anything. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
