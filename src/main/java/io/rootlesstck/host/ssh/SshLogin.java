package io.rootlesstck.host.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one logs in to a host by ssh, in the words of the system's ssh.
 *
 * @param options what stands before the destination
 * @param destination the last words, from which on nothing is taken for an option
 */
public record SshLogin(List<String> options, List<String> destination) {
    /** Copies the lists, so that the record cannot change. */
    public SshLogin {
        options = List.copyOf(options);
        destination = List.copyOf(destination);
    }

    /**
     * Root of a host that is the kit's own: by the run's key, to the one key that is known, and
     * with nothing of the user's configuration.
     *
     * @param port port of this machine's loopback at which the host's ssh answers
     */
    public static SshLogin ofOwn(Keys keys, int port) {
        List<String> options = new ArrayList<>(List.of("-F", "none"));
        option(options, "IdentityFile", keys.own().toString());
        option(options, "IdentitiesOnly", "yes");
        option(options, "IdentityAgent", "none");
        option(options, "HostKeyAlias", Keys.ALIAS);
        option(options, "UserKnownHostsFile", keys.known().toString());
        option(options, "GlobalKnownHostsFile", "/dev/null");
        option(options, "StrictHostKeyChecking", "yes");
        // The fastest: images of hundreds of megabytes go through.
        option(options, "Ciphers", "aes128-gcm@openssh.com");
        option(options, "Compression", "no");
        options.addAll(List.of("-p", Integer.toString(port)));
        return new SshLogin(options, List.of("root@127.0.0.1"));
    }

    /**
     * A user of somebody else's machine: with the keys, known hosts and configuration of whoever
     * runs the kit, of which only what would do more than log in is switched off.
     *
     * @param config configuration file in the place of the user's own
     */
    static SshLogin ofUser(SshAddress address, Optional<Path> config) {
        List<String> options = new ArrayList<>();
        config.ifPresent(file -> options.addAll(List.of("-F", file.toString())));
        option(options, "ControlPersist", "no"); // it has to end when it is told to
        option(options, "ClearAllForwardings", "yes");
        option(options, "ForwardAgent", "no");
        option(options, "ForwardX11", "no");
        option(options, "Tunnel", "no");
        option(options, "PermitLocalCommand", "no");
        option(options, "RemoteCommand", "none");
        option(options, "UpdateHostKeys", "no");
        // A connection that has died must not leave a run waiting.
        option(options, "ServerAliveInterval", "15");
        option(options, "ServerAliveCountMax", "4");
        address.port().ifPresent(port -> options.addAll(List.of("-p", Integer.toString(port))));
        address.user().ifPresent(user -> options.addAll(List.of("-l", user)));
        return new SshLogin(options, List.of("--", address.machine()));
    }

    private static void option(List<String> options, String name, String value) {
        options.addAll(List.of("-o", name + "=" + value));
    }
}
