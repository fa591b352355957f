package io.rootlesstck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.ContainerReport;
import io.rootlesstck.cluster.PodContainer;
import io.rootlesstck.evidence.MountInfo;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.ClaimReport;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import io.rootlesstck.junit.TestScope;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/** "Caveats": local volumes are known to work. */
@RootlessKubernetes
@Order(20)
@DisplayName("Caveats: local volumes")
class LocalVolumes {
    private static final String READ_ONLY = "Read-only file system";

    @Claim(value = "volumes.local", scenario = "volumes/mounted")
    void local(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "disk", "local", report);
        String folder =
                volumes.object(PersistentVolume.class, "tck-local").getSpec().getLocal().getPath();
        assertThat(found).containsEntry("written", name(volumes, "disk"));
        assertThat(onNode(kubelets.node(), folder)).isEqualTo(name(volumes, "disk"));
    }

    @Claim(value = "volumes.host-path", scenario = "volumes/mounted")
    void hostPath(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "disk", "host-path", report);
        String folder = volumes.volume("disk", "host-path").getHostPath().getPath();
        assertThat(found)
                .contains(
                        entry("written", name(volumes, "disk")),
                        entry("node", kubelets.node().name()));
        assertThat(onNode(kubelets.node(), folder)).isEqualTo(name(volumes, "disk"));
    }

    @Claim(value = "volumes.empty-dir", scenario = "volumes/mounted")
    void emptyDir(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "disk", "empty-dir", report);
        assertThat(found)
                .contains(
                        entry("written", name(volumes, "disk")),
                        entry("entries", "0"),
                        entry("mode", "777"));
        assertThat(mount(found).type()).isNotEqualTo("tmpfs");
    }

    @Claim(value = "volumes.empty-dir-memory", scenario = "volumes/mounted")
    void emptyDirInMemory(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "memory", "empty-dir-memory", report);
        Quantity limit = volumes.volume("memory", "empty-dir-memory").getEmptyDir().getSizeLimit();
        String bytes = limit.getNumericalAmount().toBigInteger().toString();
        assertThat(mount(found).type()).isEqualTo("tmpfs");
        assertThat(found)
                .contains(
                        entry("written", name(volumes, "memory")),
                        entry("mode", "1777"), // as the kernel makes a tmpfs
                        entry("bytes", bytes));
        assertThat(found.get("overfull"))
                .as("what is said of writing more than %s", limit)
                .contains("No space left on device");
        assertThat(Long.parseLong(Objects.requireNonNull(found.get("filled"))))
                .as("bytes that could be written")
                .isLessThanOrEqualTo(Long.parseLong(bytes));
    }

    @Claim(value = "volumes.config-map", scenario = "volumes/mounted")
    void configMap(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "disk", "config-map", report);
        Map<String, String> data = volumes.object(ConfigMap.class, "tck-words").getData();
        var source = volumes.volume("disk", "config-map").getConfigMap();
        assertThat(found)
                .contains(
                        entry("greeting", data.get("greeting")),
                        entry("greeting.mode", octal(source.getDefaultMode())),
                        entry("parting", data.get("parting")),
                        entry("parting.mode", octal(source.getItems().get(1).getMode())));
        assertThat(found.get("write")).contains(READ_ONLY);
    }

    @Claim(value = "volumes.secret", scenario = "volumes/mounted")
    void secret(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "memory", "secret", report);
        Secret secret = volumes.object(Secret.class, "tck-secret");
        var source = volumes.volume("memory", "secret").getSecret();
        assertThat(found)
                .contains(
                        entry("user", told(secret, "user")),
                        entry("user.mode", octal(source.getDefaultMode())),
                        entry("password", told(secret, "password")),
                        entry("password.mode", octal(source.getItems().get(1).getMode())));
        assertThat(found.get("write")).contains(READ_ONLY);
        assertThat(mount(found).type()).isEqualTo("tmpfs");
    }

    @Claim(value = "volumes.downward-api", scenario = "volumes/mounted")
    void downwardApi(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "memory", "downward-api", report);
        Pod pod = volumes.pod("memory");
        var source = volumes.volume("memory", "downward-api").getDownwardAPI();
        assertThat(found)
                .contains(
                        entry("name", pod.getMetadata().getName()),
                        entry("uid", pod.getMetadata().getUid()),
                        entry("label", pod.getMetadata().getLabels().get("kind-of")),
                        entry("memory-limit", memoryLimit(pod, "downward-api")),
                        entry("name.mode", octal(source.getDefaultMode())));
        assertThat(found.get("write")).contains(READ_ONLY);
    }

    @Claim(value = "volumes.projected", scenario = "volumes/mounted")
    void projected(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "memory", "projected", report);
        var source = volumes.volume("memory", "projected").getProjected();
        assertThat(found)
                .contains(
                        entry("user", told(volumes.object(Secret.class, "tck-secret"), "user")),
                        entry(
                                "greeting",
                                volumes.object(ConfigMap.class, "tck-projected-words")
                                        .getData()
                                        .get("greeting")),
                        entry("name", name(volumes, "memory")),
                        entry("user.mode", octal(source.getDefaultMode())));
        assertThat(found).as("a JSON web token has three parts").containsEntry("token.parts", "3");
        assertThat(found.get("write")).contains(READ_ONLY);
    }

    /** By the kubelet's own mount: what a runtime makes of it in a container is another matter. */
    @Claim(value = "volumes.tmpfs-noswap", scenario = "volumes/mounted")
    void tmpfsWithoutNoswap(
            Kubelets kubelets,
            TestScope scope,
            ClaimReport report,
            PageClaim claim,
            Scenario scenario,
            Cell cell) {
        VolumePods volumes = volumes(scope, kubelets);
        Pod pod = volumes.prepared("no-swap");
        String point =
                "/var/lib/kubelet/pods/%s/volumes/kubernetes.io~empty-dir/empty-dir-memory"
                        .formatted(pod.getMetadata().getUid());
        MountInfo mount =
                MountInfo.at(point, kubelets.node().read("/proc/self/mountinfo")).orElseThrow();
        report.measured("mount", mount);
        assertThat(mount.type()).isEqualTo("tmpfs");
        assertThat(mount.superOptions()).doesNotContain("noswap");
        List<String> lines = kubelets.node().kubelet().log().lines().toList();
        for (String text : scenario.expect().log(claim, cell.kubernetes())) {
            assertThat(lines).as("lines of the kubelet's log").anyMatch(it -> it.contains(text));
        }
    }

    /** In a mount namespace of its own: nothing is left behind where it succeeds. */
    @Control("volumes.tmpfs-noswap")
    void noswapIsRefusedInAUserNamespace(
            Kubelets kubelets, PageClaim claim, Cell cell, ClaimReport report) {
        var mount =
                kubelets.node()
                        .run(
                                "unshare", "--mount", "mount", "-t", "tmpfs", "-o", "noswap",
                                "none", "/mnt");
        report.measured("exitCode", mount.getExitCode()).evidence("mount.txt", mount.getStderr());
        assertThat(mount.getExitCode()).as("exit code of mounting with noswap").isNotZero();
        assertThat(claim.texts("refused", cell.kubernetes()))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(mount.getStderr()).contains(text));
    }

    @Claim(value = "volumes.sub-path", scenario = "volumes/mounted")
    void subPath(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        assertThat(found(volumes, "disk", "sub-path", report))
                .contains(
                        entry("written", name(volumes, "disk")),
                        entry(
                                "greeting",
                                volumes.object(ConfigMap.class, "tck-words")
                                        .getData()
                                        .get("greeting")));
    }

    @Claim(value = "volumes.fs-group", scenario = "volumes/mounted")
    void fsGroup(Kubelets kubelets, TestScope scope, ClaimReport report) {
        VolumePods volumes = volumes(scope, kubelets);
        Map<String, String> found = found(volumes, "fs-group", "main", report);
        var context = volumes.pod("fs-group").getSpec().getSecurityContext();
        String group = String.valueOf(context.getFsGroup());
        assertThat(found)
                .contains(
                        entry("user", String.valueOf(context.getRunAsUser())),
                        entry("group", group),
                        entry("mode", "2777"),
                        entry("written", name(volumes, "fs-group")),
                        entry("written.group", group),
                        entry(
                                "greeting",
                                volumes.object(ConfigMap.class, "tck-group-words")
                                        .getData()
                                        .get("greeting")));
        assertThat(found.getOrDefault("groups", "").split(" ")).contains(group);
    }

    @Control("volumes.fs-group")
    void aUserOutsideTheGroupMayNotRead(
            Kubelets kubelets, TestScope scope, ClaimReport report, PageClaim claim, Cell cell) {
        Map<String, String> found =
                found(volumes(scope, kubelets), "disk", "outside-group", report);
        assertThat(claim.texts("refused", cell.kubernetes()))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(found.get("greeting")).contains(text));
    }

    @Claim(value = "volumes.update.config-map", scenario = "volumes/mounted")
    void updatedConfigMap(Kubelets kubelets, TestScope scope, ClaimReport report) {
        Changed changed = changedConfigMap(scope, kubelets, report);
        assertThat(changed.found()).containsEntry("after", changed.word());
    }

    @Control("volumes.update.config-map")
    void subPathOfAnUpdatedConfigMap(Kubelets kubelets, TestScope scope, ClaimReport report) {
        Changed changed = changedConfigMap(scope, kubelets, report);
        assertThat(changed.found().get("sub-path"))
                .isEqualTo(changed.found().get("before"))
                .isNotEqualTo(changed.word());
    }

    @Claim(value = "volumes.update.secret", scenario = "volumes/mounted")
    void updatedSecret(Kubelets kubelets, TestScope scope, ClaimReport report) {
        Changed changed = changedSecret(scope, kubelets, report);
        assertThat(changed.found()).containsEntry("after", changed.word());
    }

    @Control("volumes.update.secret")
    void subPathOfAnUpdatedSecret(Kubelets kubelets, TestScope scope, ClaimReport report) {
        Changed changed = changedSecret(scope, kubelets, report);
        assertThat(changed.found().get("sub-path"))
                .isEqualTo(changed.found().get("before"))
                .isNotEqualTo(changed.word());
    }

    @Control(
            value = {
                "volumes.local",
                "volumes.host-path",
                "volumes.empty-dir",
                "volumes.empty-dir-memory",
                "volumes.config-map",
                "volumes.secret",
                "volumes.downward-api",
                "volumes.projected",
                "volumes.sub-path"
            },
            scenario = "volumes/missing")
    void isRefusedWhereWhatItAsksForIsNotThere(
            Kubelets kubelets, TestScope scope, ClaimReport report, PageClaim claim, Cell cell) {
        VolumePods volumes = volumes(scope, kubelets);
        Pod pod = volumes.pod(claim.id().substring(claim.id().lastIndexOf('.') + 1));
        List<String> texts = claim.texts("refused", cell.kubernetes());
        assertThat(texts).isNotEmpty();
        for (String text : texts) {
            report.measured("event", volumes.pods().awaitRefusal(pod, text));
        }
    }

    /** All pods of the suite: they come up together while the first test waits for its own. */
    private static VolumePods volumes(TestScope scope, Kubelets kubelets) {
        return scope.perClass(
                "",
                VolumePods.class,
                () -> {
                    Scenario mounted = kubelets.scenario("volumes/mounted");
                    VolumePods pods = VolumePods.of(kubelets, mounted, "local-volume");
                    pods.makeLocalFolders();
                    pods.apply(mounted, "disk");
                    pods.apply(mounted, "memory");
                    pods.apply(mounted, "no-swap");
                    pods.apply(mounted, "fs-group");
                    pods.apply(kubelets.scenario("volumes/missing"), "missing");
                    return pods;
                });
    }

    /** What a container that watches a word found after the word was changed. */
    private record Changed(String word, ContainerReport report) {
        Map<String, String> found() {
            return report.values();
        }
    }

    private static Changed changedConfigMap(
            TestScope scope, Kubelets kubelets, ClaimReport report) {
        String word = "second";
        VolumePods volumes = volumes(scope, kubelets);
        ConfigMap words = volumes.object(ConfigMap.class, "tck-changing-words");
        Runnable change =
                () ->
                        kubelets.cluster()
                                .client()
                                .resource(words)
                                .edit(
                                        it ->
                                                new ConfigMapBuilder(it)
                                                        .addToData("word", word)
                                                        .build());
        return changed(scope, volumes, "disk", "update-config-map", word, change, report);
    }

    private static Changed changedSecret(TestScope scope, Kubelets kubelets, ClaimReport report) {
        String word = "second";
        VolumePods volumes = volumes(scope, kubelets);
        Secret secret = volumes.object(Secret.class, "tck-changing-secret");
        Runnable change =
                () ->
                        kubelets.cluster()
                                .client()
                                .resource(secret)
                                .edit(
                                        it ->
                                                new SecretBuilder(it)
                                                        .addToStringData("word", word)
                                                        .build());
        return changed(scope, volumes, "memory", "update-secret", word, change, report);
    }

    private static Changed changed(
            TestScope scope,
            VolumePods volumes,
            String pod,
            String container,
            String word,
            Runnable change,
            ClaimReport report) {
        Changed changed =
                scope.perClass(
                        container,
                        Changed.class,
                        () -> {
                            PodContainer watching =
                                    volumes.pods().container(volumes.prepared(pod), container);
                            watching.awaitLog("before=");
                            change.run();
                            return new Changed(word, watching.awaitReportOfUpdate());
                        });
        report.evidence(container + ".txt", changed.report().log());
        return changed;
    }

    private static Map<String, String> found(
            VolumePods volumes, String pod, String container, ClaimReport report) {
        ContainerReport found = volumes.report(pod, container);
        report.evidence(container + ".txt", found.log());
        return found.values();
    }

    private static MountInfo mount(Map<String, String> found) {
        return MountInfo.parse(Objects.requireNonNull(found.get("mount")));
    }

    private static String onNode(RootlessNode node, String folder) {
        return node.read(folder + "/written").strip();
    }

    private static String name(VolumePods volumes, String pod) {
        return volumes.pod(pod).getMetadata().getName();
    }

    private static String octal(Integer mode) {
        return Integer.toOctalString(mode);
    }

    private static String told(Secret secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private static String memoryLimit(Pod pod, String container) {
        return pod.getSpec().getContainers().stream()
                .filter(it -> it.getName().equals(container))
                .map(it -> it.getResources().getLimits().get("memory"))
                .findFirst()
                .orElseThrow()
                .getNumericalAmount()
                .toBigInteger()
                .toString();
    }
}
