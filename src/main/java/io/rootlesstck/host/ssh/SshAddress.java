package io.rootlesstck.host.ssh;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.UsageException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine that is reached by ssh, and whom one is there.
 *
 * <p>No part begins with a hyphen or has a space, so that ssh takes none for an option.
 *
 * @param user the user; whom ssh's configuration names if it is not given
 * @param machine name, address, or a name that ssh's configuration knows
 * @param port port of the ssh server; what ssh's configuration says if it is not given
 */
public record SshAddress(Optional<String> user, String machine, Optional<Integer> port) {
    /** How an address begins. */
    public static final String SCHEME = "ssh://";

    /** What an address looks like, for a person. */
    private static final String FORM = SCHEME + "user@machine[:port]";

    private static final String USER = "[A-Za-z0-9_][A-Za-z0-9_.-]*";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    private static final String IPV6 = "\\[([0-9A-Fa-f:][0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)\\]";
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "%s(?:(%s)@)?(?:(%s)|%s)(?::([0-9]{1,5}))?/?"
                            .formatted(SCHEME, USER, NAME, IPV6));

    private static final int HIGHEST_PORT = 65535;

    /** Whether a value of {@code tck.host} is meant to be such an address. */
    public static boolean isMeantBy(String value) {
        return value.startsWith(SCHEME);
    }

    /**
     * Reads an address.
     *
     * @throws UsageException if it is none; nothing of it has then been given to a program
     */
    public static SshAddress parse(String text) {
        if (text.contains(",")) {
            throw bad(text, "one machine, and not several");
        }
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            throw bad(
                    text,
                    FORM
                            + ", without a password, a folder or options; what else ssh needs stands"
                            + " in its configuration file");
        }
        Optional<Integer> port = Optional.ofNullable(parts.group(4)).map(Integer::valueOf);
        if (port.filter(number -> number < 1 || number > HIGHEST_PORT).isPresent()) {
            throw bad(text, FORM + " with a port from 1 to " + HIGHEST_PORT);
        }
        String machine = parts.group(2) == null ? parts.group(3) : parts.group(2);
        return new SshAddress(Optional.ofNullable(parts.group(1)), machine, port);
    }

    private static UsageException bad(String text, String mayBe) {
        return new UsageException(
                "-D%s=%s: must be %s.".formatted(Setting.HOST.key(), text, mayBe));
    }

    /** What one types to get there by hand. */
    String byHand() {
        return "ssh "
                + port.map(number -> "-p " + number + " ").orElse("")
                + user.map(name -> name + "@").orElse("")
                + machine;
    }

    /** The address as it is written. */
    @Override
    public String toString() {
        return SCHEME
                + user.map(name -> name + "@").orElse("")
                + (machine.contains(":") ? "[" + machine + "]" : machine)
                + port.map(number -> ":" + number).orElse("");
    }
}
