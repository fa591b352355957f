package io.rootlesstck.junit.live;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.TckException;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.HostServices;
import io.rootlesstck.junit.NotRun;
import io.rootlesstck.node.Waits;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A live NFS server and a live iSCSI target on a host that is the kit's own, and root of the host
 * as the one who shows that they work. All of it is gone when this is closed.
 *
 * <p>What they serve, and how they are used, stands in the folder {@code host} of a scenario.
 */
@API(status = API.Status.INTERNAL)
public final class VolumeServers implements AutoCloseable {
    /** For documentation (RFC 5737): no network of a host or of an engine has it. */
    private static final String ADDRESS = "192.0.2.10";

    private static final String LINK = "tck0";

    /** Comes and goes with the address. On disk: what is exported may not be a tmpfs. */
    private static final String FOLDER = "/var/lib/tck-volumes";

    private static final String DISK_SIZE = "32M";

    /** What is served is thrown away: nobody has to be waited for. */
    private static final String AT_ONCE = "KillSignal=SIGKILL";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String NETWORK = "volumes";
    private static final String RPCBIND = "rpcbind";
    private static final String NFS = "nfs";
    private static final String TARGET = "iscsi-target";
    private static final String INITIATOR = "iscsi-initiator";

    private final HostRoot root;
    private final HostServices services;

    private VolumeServers(HostRoot root) {
        this.root = root;
        this.services = new HostServices(root);
    }

    /**
     * Starts both.
     *
     * @param scenario its folder {@code host} has the servers' files
     */
    public static VolumeServers start(HostRoot root, Scenario scenario) {
        VolumeServers servers = new VolumeServers(root);
        boolean up = false;
        try {
            servers.up(scenario.dir().resolve("host"));
            up = true;
            return servers;
        } finally {
            if (!up) {
                servers.close();
            }
        }
    }

    private void up(Path files) {
        services.start(
                NETWORK,
                List.of(
                        "Type=oneshot",
                        "RemainAfterExit=yes",
                        "StateDirectory=tck-volumes",
                        "ExecStop=/usr/sbin/ip link delete " + LINK,
                        "ExecStopPost=/usr/bin/rm -rf " + FOLDER),
                "/usr/sbin/ip",
                "link",
                "add",
                LINK,
                "type",
                "dummy");
        ip("address", "add", ADDRESS + "/32", "dev", LINK);
        ip("link", "set", LINK, "up");
        for (String file : List.of("ganesha.conf", "targets.conf", "use-nfs", "use-iscsi")) {
            root.write(FOLDER + "/" + file, read(files.resolve(file)));
        }
        root.run("mkdir", FOLDER + "/export", FOLDER + "/recovery").orThrow("make an export");
        root.run("truncate", "-s", DISK_SIZE, FOLDER + "/disk.img").orThrow("make a disk");
        services.start(
                RPCBIND,
                List.of(
                        after(NETWORK),
                        "RuntimeDirectory=rpcbind",
                        "ExecStopPost=/usr/bin/rm -f /run/rpcbind.sock /run/rpcbind.lock"),
                "/usr/sbin/rpcbind",
                "-f");
        services.start(
                TARGET,
                List.of(after(NETWORK), AT_ONCE),
                "/usr/sbin/tgtd",
                "-f",
                "--iscsi",
                "portal=" + ADDRESS + ":3260");
        services.start(
                INITIATOR,
                List.of(
                        after(TARGET),
                        "ExecStop=-/usr/sbin/iscsiadm -m node --logoutall=all",
                        "ExecStopPost=/usr/bin/rm -rf /var/lib/iscsi/nodes"
                                + " /var/lib/iscsi/send_targets"),
                "/usr/sbin/iscsid",
                "-f");
        await("rpcbind", RPCBIND, 111);
        services.start(
                NFS,
                List.of(after(RPCBIND), AT_ONCE),
                "/usr/bin/ganesha.nfsd",
                "-F",
                "-L",
                "STDERR",
                "-N",
                "NIV_EVENT",
                "-p",
                FOLDER + "/ganesha.pid",
                "-f",
                FOLDER + "/ganesha.conf");
        await("the NFS server", NFS, 2049);
        await("the iSCSI target", TARGET, 3260);
        root.run("tgt-admin", "--execute", "--conf", FOLDER + "/targets.conf")
                .orThrow("set the iSCSI target up");
    }

    private static String after(String name) {
        // What comes after another is also stopped before it.
        return "After=" + HostServices.unit(name);
    }

    private void ip(String... words) {
        List<String> argv = new ArrayList<>(List.of("ip"));
        argv.addAll(List.of(words));
        root.run(argv.toArray(String[]::new)).orThrow("give the host another address");
    }

    private void await(String what, String service, int port) {
        Waits.until(
                what + " to listen on the host",
                LIMIT,
                () -> {
                    if (!services.active(service)) {
                        throw TckException.of("start %s on the host".formatted(what))
                                .found("It ended:\n" + services.log(service))
                                .error();
                    }
                    return !root.run("ss", "-Hltn", "sport = :" + port)
                            .orThrow("see who listens on the host")
                            .out()
                            .isBlank();
                });
    }

    /** Ends the NFS server and its rpcbind, so that a test can see what then becomes of it. */
    public void stopNfs() {
        services.stop(NFS);
        services.stop(RPCBIND);
    }

    /**
     * Has root of the host mount what a persistent volume of a node names, with its very options,
     * and write and read a file there.
     *
     * @return what became of it
     * @throws NotRun for iSCSI where the kernel is not the kit's own: its initiator is spoken to in
     *     the first network namespace only (scsi_transport_iscsi has one socket, in init_net)
     */
    public MountAttempt useAsRoot(PersistentVolume volume) {
        PersistentVolumeSpec spec = volume.getSpec();
        if (spec.getIscsi() != null && !root.ownsKernel()) {
            throw new NotRun(
                    "the kernel's iSCSI initiator is reached in the machine's own network namespace"
                            + " only, so that root of the host container has none (try"
                            + " -Dtck.host=vm)");
        }
        String what =
                "the persistent volume %s by root of the host"
                        .formatted(volume.getMetadata().getName());
        Exec.Result result = root.run(argv(spec).toArray(String[]::new));
        String said = result.out() + result.err();
        return result.ok() ? MountAttempt.mounted(what, said) : MountAttempt.refused(what, said);
    }

    private static List<String> argv(PersistentVolumeSpec spec) {
        if (spec.getNfs() != null) {
            return List.of(
                    "sh",
                    FOLDER + "/use-nfs",
                    spec.getNfs().getServer() + ":" + spec.getNfs().getPath(),
                    String.join(
                            ",", Objects.requireNonNullElse(spec.getMountOptions(), List.of())));
        }
        if (spec.getIscsi() != null) {
            return List.of(
                    "sh",
                    FOLDER + "/use-iscsi",
                    spec.getIscsi().getTargetPortal(),
                    spec.getIscsi().getIqn());
        }
        throw new IllegalArgumentException("neither nfs nor iscsi: " + spec);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        services.close();
    }
}
