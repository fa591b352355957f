package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Exec;
import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.host.debian.SystemPackages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings components: the user's own file, else what was brought before, else the official release
 * where its site answers, else the pinned module built here.
 */
public final class Components {
    private static final List<ComponentId> OF_KUBERNETES =
            List.of(
                    ComponentId.KUBELET,
                    ComponentId.KUBE_PROXY,
                    ComponentId.KUBE_APISERVER,
                    ComponentId.KUBE_CONTROLLER_MANAGER,
                    ComponentId.KUBE_SCHEDULER,
                    ComponentId.KUBEADM);
    private static final List<ComponentId> OF_CONTAINERD =
            List.of(ComponentId.CONTAINERD, ComponentId.CONTAINERD_SHIM, ComponentId.CTR);
    private static final List<ComponentId> OF_FLANNEL =
            List.of(ComponentId.FLANNELD, ComponentId.FLANNEL_CNI);

    /** What the node image has from Debian; here only when the user gives a file for it. */
    private static final Set<ComponentId> OF_THE_IMAGE = Set.of(ComponentId.CRUN, ComponentId.ETCD);

    private static final String AS_GIVEN = "as given";
    private static final Pattern VERSION = Pattern.compile("\\bv?\\d+\\.\\d+(\\.\\d+)?[-+.~\\w]*");
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final UserFiles userFiles;
    private final OfficialReleases releases;
    private final GoModules modules;

    /**
     * Prepares; checks the files that the user gave, brings nothing yet.
     *
     * @throws io.rootlesstck.base.UsageException if one of those files cannot be used
     */
    public Components(Settings settings, Cache cache) {
        this(settings, cache, KitFiles.of("images/components"), GoToolchain.usualFolders());
    }

    Components(Settings settings, Cache cache, Path pinned, List<Path> goFolders) {
        this(
                new UserFiles(settings, Machine.here()),
                OfficialReleases.of(
                        ReleaseCatalog.read(pinned.resolve("releases.yaml"), Machine.here()),
                        cache,
                        settings),
                new GoModules(
                        PinnedModule.readAll(pinned),
                        cache,
                        (purpose, packages) -> install(settings, purpose, packages),
                        goFolders,
                        Path.of(settings.get(Setting.OUTPUT)).resolve("build-logs")));
    }

    Components(UserFiles userFiles, OfficialReleases releases, GoModules modules) {
        this.userFiles = userFiles;
        this.releases = releases;
        this.modules = modules;
    }

    private static void install(Settings settings, String purpose, Map<String, String> packages) {
        new SystemPackages(settings)
                .ensure(
                        purpose,
                        packages.entrySet().stream()
                                .map(
                                        each ->
                                                new SystemPackages.Needed(
                                                        each.getKey(), each.getValue()))
                                .toList());
    }

    /** The user's own files, by the names that they have on a node. */
    public Map<String, Path> given() {
        Map<String, Path> given = new TreeMap<>();
        userFiles.files().forEach((id, file) -> given.put(id.id(), file));
        given.remove(ComponentId.KIND.id()); // which runs on no node
        return given;
    }

    /**
     * Brings all components of a cell, building what is missing.
     *
     * <p>crun and etcd come with the node image; they are in the set only if the user gave a file.
     *
     * @param kubernetes for example {@code v1.37.2}
     * @param containerd for example {@code v2.4.2}
     * @param ociRuntime {@code runc}, in the newest version that is pinned, or {@code crun}
     * @throws TckException if one cannot be had from any source, with each source's reason
     * @throws UsageException for another OCI runtime
     */
    public ComponentSet forCell(String kubernetes, String containerd, String ociRuntime) {
        ociRuntime(ociRuntime); // said before anything else is looked for
        Map<ComponentId, String> wanted = new EnumMap<>(ComponentId.class);
        OF_CONTAINERD.forEach(id -> wanted.put(id, containerd));
        ComponentId snapshotter = ComponentId.FUSE_OVERLAYFS_SNAPSHOTTER;
        wanted.put(snapshotter, givenOrNewest(snapshotter));
        return forCell(kubernetes, wanted, ociRuntime);
    }

    /**
     * Brings all components of a cell but those of its container runtime; crun and etcd as {@link
     * #forCell(String, String, String)} does.
     *
     * @throws TckException if one cannot be had from any source, with each source's reason
     * @throws UsageException for another OCI runtime
     */
    public ComponentSet forCellWithoutRuntime(String kubernetes, String ociRuntime) {
        return forCell(kubernetes, Map.of(), ociRuntime);
    }

    /**
     * Brings containerd alone.
     *
     * @param version for example {@code v2.4.2}
     * @throws MissingComponentsException if it cannot be had from any source, with each reason
     */
    public ComponentSet containerd(String version) {
        Map<ComponentId, String> wanted = new EnumMap<>(ComponentId.class);
        OF_CONTAINERD.forEach(id -> wanted.put(id, version));
        return resolve(wanted);
    }

    /**
     * Brings CRI-O, from the user's folder or as the project releases it.
     *
     * @param version for example {@code v1.36.4}
     * @throws MissingComponentsException if neither can be had, with each one's reason
     */
    public ComponentSet crio(String version) {
        resolve(
                ComponentId.CRIO,
                version); // where it cannot be had, say so once and not for each part
        Map<ComponentId, String> wanted = new EnumMap<>(ComponentId.class);
        CrioBundle.PARTS.forEach(part -> wanted.put(part, version));
        return resolve(wanted);
    }

    private ComponentSet forCell(
            String kubernetes, Map<ComponentId, String> ofRuntime, String ociRuntime) {
        ComponentId runtime = ociRuntime(ociRuntime);
        Map<ComponentId, String> wanted = new EnumMap<>(ComponentId.class);
        wanted.putAll(ofRuntime);
        OF_KUBERNETES.forEach(id -> wanted.put(id, kubernetes));
        OF_FLANNEL.forEach(id -> wanted.put(id, givenOrNewest(id)));
        if (!OF_THE_IMAGE.contains(runtime)) {
            wanted.put(runtime, modules.newest(runtime));
        }
        for (ComponentId given : userFiles.ids()) {
            if (given == runtime || given == ComponentId.ETCD || given == ComponentId.KUBECTL) {
                wanted.put(given, AS_GIVEN);
            }
        }
        return resolve(wanted);
    }

    /**
     * Brings what a cluster of kind's needs besides the components of its cell: kind itself, in the
     * pinned version unless the user gave a file, and kubectl, which kind calls on a node.
     *
     * @param kubernetes for example {@code v1.37.2}
     */
    public ComponentSet forKind(String kubernetes) {
        return resolve(
                Map.of(
                        ComponentId.KIND,
                        givenOrNewest(ComponentId.KIND),
                        ComponentId.KUBECTL,
                        kubernetes));
    }

    /**
     * The sources of a component in the version that is pinned, fetched where they are not here.
     */
    public Path sources(ComponentId id) {
        return modules.sources(id);
    }

    private String givenOrNewest(ComponentId id) {
        return userFiles.ids().contains(id) ? AS_GIVEN : modules.newest(id);
    }

    private static ComponentId ociRuntime(String name) {
        return ComponentId.find(name)
                .filter(id -> id == ComponentId.RUNC || id == ComponentId.CRUN)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "The OCI runtime %s is not known: it may be %s or %s."
                                                .formatted(
                                                        name, ComponentId.RUNC, ComponentId.CRUN)));
    }

    /**
     * Brings one component.
     *
     * @throws TckException if it cannot be had from any source, with each source's reason
     */
    public Component resolve(ComponentId id, String version) {
        return resolve(Map.of(id, version)).get(id);
    }

    /**
     * Brings components in the given versions.
     *
     * @throws MissingComponentsException if one cannot be had from any source, with each source's
     *     reason
     */
    public ComponentSet resolve(Map<ComponentId, String> versions) {
        Map<ComponentId, Component> got = new EnumMap<>(ComponentId.class);
        Map<ComponentId, List<String>> reasons = new EnumMap<>(ComponentId.class);
        List<ComponentSource> sources = List.of(userFiles, releases, modules);
        for (ComponentSource source : sources) {
            got.putAll(source.atHand(left(versions, got)));
        }
        for (ComponentSource source : sources) {
            List<Wanted> left = left(versions, got);
            if (!left.isEmpty()) {
                ComponentSource.Fetched fetched = source.fetch(left);
                got.putAll(fetched.got());
                fetched.lacking()
                        .forEach(
                                (id, reason) ->
                                        reasons.computeIfAbsent(id, key -> new ArrayList<>())
                                                .add(source.name() + ": " + reason));
                if (source == releases) {
                    tell(fetched.lacking());
                }
            }
        }
        List<Wanted> missing = left(versions, got);
        if (!missing.isEmpty()) {
            throw missing(missing, reasons);
        }
        return new ComponentSet(got);
    }

    private static List<Wanted> left(
            Map<ComponentId, String> versions, Map<ComponentId, Component> got) {
        return versions.entrySet().stream()
                .filter(each -> !got.containsKey(each.getKey()))
                .map(each -> new Wanted(each.getKey(), each.getValue()))
                .toList();
    }

    /** Says once for each reason why a build begins that a download would have saved. */
    private static void tell(Map<ComponentId, String> lacking) {
        lacking.values().stream()
                .distinct()
                .forEach(
                        reason ->
                                Progress.line("components: no official release (" + reason + ")"));
    }

    private static MissingComponentsException missing(
            List<Wanted> missing, Map<ComponentId, List<String>> reasons) {
        StringBuilder found = new StringBuilder();
        for (Wanted each : missing) {
            found.append(each).append('\n');
            reasons.getOrDefault(each.id(), List.of())
                    .forEach(reason -> found.append("  ").append(reason).append('\n'));
        }
        return new MissingComponentsException(
                TckException.of("bring " + missing)
                        .found(found.toString())
                        .next(
                                "Ask for a version that is pinned, or give a file with -D"
                                        + missing.get(0).id().property()
                                        + "=/path."));
    }

    /**
     * The version that a binary says it has, for example {@code v1.37.2}.
     *
     * @throws TckException if it does not run on this machine or says none
     */
    public static String versionOf(ComponentId id, Path file) {
        List<String> argv = new ArrayList<>(List.of(file.toString()));
        argv.addAll(id.versionArguments());
        Exec.Result result =
                Exec.of(argv).within(ANSWER).run().orThrow("ask " + file + " for its version");
        return versionIn(result.out() + result.err()) // flannel writes it to the error stream
                .orElseThrow(
                        () ->
                                TckException.of("read the version of " + file)
                                        .found(
                                                "It said: "
                                                        + Exec.Result.tail(
                                                                result.out() + result.err(), 5))
                                        .error());
    }

    /** The first version in what a binary says of itself. */
    public static Optional<String> versionIn(String said) {
        Matcher version = VERSION.matcher(said);
        return version.find() ? Optional.of(version.group()) : Optional.empty();
    }
}
