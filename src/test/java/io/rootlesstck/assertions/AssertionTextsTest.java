package io.rootlesstck.assertions;

import static io.rootlesstck.assertions.TckAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.cluster.ProxyRun;
import io.rootlesstck.cluster.RuntimeRun;
import io.rootlesstck.evidence.MountAttempt;
import io.rootlesstck.evidence.UserNamespace;
import io.rootlesstck.node.Daemon;
import io.rootlesstck.scenario.Expectation;
import io.rootlesstck.scenario.HostSettings;
import io.rootlesstck.scenario.NodeSettings;
import io.rootlesstck.scenario.RefusalCause;
import io.rootlesstck.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A failure's text is what a user reads first. */
class AssertionTextsTest {
    private static final String FATAL =
            "E1124 08:20:08.892127 3329 kubelet.go:1850] \"Failed to start ContainerManager\""
                    + " err=\"[open /proc/sys/kernel/panic: permission denied]\"";

    private static KubeletRun run(Daemon.Outcome outcome, int exit, String log) {
        return run(
                outcome,
                exit,
                log,
                new Expectation("kubelet", Expectation.Fate.RUNS, List.of(), List.of(), null));
    }

    private static KubeletRun run(
            Daemon.Outcome outcome, int exit, String log, Expectation expected) {
        Scenario scenario =
                new Scenario(
                        "kubelet/documented",
                        Path.of("scenarios/kubelet/documented"),
                        "title",
                        "",
                        false,
                        List.of(),
                        null,
                        Set.of(),
                        NodeSettings.plain(),
                        new HostSettings(new TreeMap<>()),
                        expected,
                        new TreeMap<>());
        return new KubeletRun(
                scenario,
                new Daemon.Waited(
                        outcome,
                        outcome == Daemon.Outcome.ENDED
                                ? OptionalInt.of(exit)
                                : OptionalInt.empty(),
                        "its node is not Ready: False KubeletNotReady"),
                log,
                Duration.ofMillis(4200));
    }

    @Test
    void aKubeletThatEndedIsToldWithItsExitCodeAndItsLastLines() {
        assertThatThrownBy(() -> assertThat(run(Daemon.Outcome.ENDED, 1, FATAL)).isReady())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Expecting the kubelet with kubelet/documented to make its node Ready, but"
                                + " it ended with exit code 1.\nThe end of its log:\n"
                                + FATAL);
    }

    @Test
    void aKubeletThatIsNotReadyInTimeIsToldWithWhatWasLastSeen() {
        assertThatThrownBy(() -> assertThat(run(Daemon.Outcome.TIMEOUT, 0, "")).didAsExpected())
                .hasMessageContaining(
                        "but after 4.2 s it neither ended nor made its node Ready (its node is not"
                                + " Ready: False KubeletNotReady)");
    }

    @Test
    void aKubeletThatShouldHaveEndedIsToldToRun() {
        assertThatThrownBy(() -> assertThat(run(Daemon.Outcome.READY, 0, "")).ended())
                .hasMessage(
                        "Expecting the kubelet with kubelet/documented to end, but it runs and its"
                                + " node is Ready.");
    }

    @Test
    void anEndWithoutFailureIsNoFailure() {
        assertThatThrownBy(() -> assertThat(run(Daemon.Outcome.ENDED, 0, "")).ended())
                .hasMessageContaining("to end with a failure, but it exited with 0");
    }

    @Test
    void aMissingLineIsToldWithTheLinesThatComeNearest() {
        String log = "I1124 unrelated line\n" + FATAL;
        assertThatThrownBy(
                        () ->
                                assertThat(run(Daemon.Outcome.ENDED, 1, log))
                                        .logged(List.of("open /proc/sys/vm/overcommit_memory")))
                .hasMessage(
                        "Expecting the log of the kubelet with kubelet/documented to have a line"
                                + " with\n  open /proc/sys/vm/overcommit_memory\nbut it has none."
                                + " What comes nearest:\n  "
                                + FATAL);
    }

    @Test
    void anUnwantedLineIsToldWhole() {
        assertThatThrownBy(
                        () ->
                                assertThat(run(Daemon.Outcome.ENDED, 1, FATAL))
                                        .didNotLog(List.of("Failed to start")))
                .hasMessageContaining("but one does:\n  " + FATAL);
    }

    @Test
    void aProxyThatEndedIsToldByItsOwnName() {
        ProxyRun proxy = proxy(Expectation.Fate.RUNS, Daemon.Outcome.ENDED);
        assertThatThrownBy(() -> assertThat(proxy).didAsExpected())
                .hasMessageStartingWith(
                        "Expecting kube-proxy with kubelet/documented to set its rules, but it ended"
                                + " with exit code 1.");
    }

    @Test
    void aProxyThatShouldHaveEndedIsToldToRun() {
        ProxyRun proxy = proxy(Expectation.Fate.EXITS, Daemon.Outcome.READY);
        assertThatThrownBy(() -> assertThat(proxy).didAsExpected())
                .hasMessage(
                        "Expecting kube-proxy with kubelet/documented to end, but it runs and has set"
                                + " its rules.");
    }

    @Test
    void aRuntimeThatEndedIsToldByItsOwnName() {
        KubeletRun run = run(Daemon.Outcome.ENDED, 1, "");
        RuntimeRun runtime = new RuntimeRun("crio", run.scenario(), run.waited(), "", run.took());
        assertThatThrownBy(() -> assertThat(runtime).isReady())
                .hasMessageStartingWith(
                        "Expecting crio with kubelet/documented to answer on its socket, but it"
                                + " ended with exit code 1.");
    }

    @Test
    void aScenarioThatSpeaksOfAnotherDaemonIsToldAsTheTestsOwnMistake() {
        KubeletRun run = run(Daemon.Outcome.READY, 0, "");
        ProxyRun proxy = new ProxyRun(run.scenario(), run.waited(), "", run.took());
        assertThatThrownBy(() -> assertThat(proxy).didAsExpected())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("that says only what becomes of kubelet");
    }

    private static ProxyRun proxy(Expectation.Fate fate, Daemon.Outcome outcome) {
        KubeletRun run =
                run(
                        outcome,
                        1,
                        "",
                        new Expectation("kube-proxy", fate, List.of(), List.of(), null));
        return new ProxyRun(run.scenario(), run.waited(), "", run.took());
    }

    @Test
    void namespacesAreToldWithTheirNumbersAndMaps() {
        UserNamespace initial = new UserNamespace("user:[4026531837]", "0 0 4294967295");
        UserNamespace own = new UserNamespace("user:[4026532430]", "0 1000 1\n1 100000 65536");
        assertThatThrownBy(() -> assertThat(initial).isNotInitial())
                .hasMessageContaining("initial one, user:[4026531837] (uid_map 0 0 4294967295)");
        assertThatThrownBy(() -> assertThat(own).isSameAs(initial))
                .hasMessageContaining("but found user:[4026532430]");
        assertThatThrownBy(() -> assertThat(initial).hasUidMap(own.uidMap()))
                .hasMessage(
                        "Expecting the uid_map\n0 1000 1\n1 100000 65536\nas the engine made it,"
                                + " but found\n0 0 4294967295");
    }

    @Test
    void aVolumeThatIsMountedIsToldSo() {
        assertThatThrownBy(
                        () ->
                                assertThat(MountAttempt.mounted("the volume pv of the pod a", ""))
                                        .isRefusedMount())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "Expecting the mount of the volume pv of the pod a to be refused, but it is"
                                + " mounted.");
    }

    @Test
    void anotherCauseIsToldWithWhatWasSaidAndWhatToDo() {
        MountAttempt attempt =
                MountAttempt.refused(
                        "the volume pv of the pod a", "Output: mount.nfs: Connection refused");
        assertThatThrownBy(
                        () ->
                                assertThat(attempt)
                                        .isRefusedMount()
                                        .because(RefusalCause.USER_NAMESPACE))
                .hasMessage(
                        "Expecting the mount of the volume pv of the pod a to be refused because of"
                                + " USER_NAMESPACE, but it was refused because of"
                                + " SERVER_UNREACHABLE (The volume's server does not answer; that"
                                + " says nothing of the user namespace.).\n"
                                + "Next: Start the server, and make its port reachable from the"
                                + " node.\n"
                                + "What was said of it:\n"
                                + "Output: mount.nfs: Connection refused");
    }

    @Test
    void aTextThatIsNotKnownIsToldWhole() {
        assertThatThrownBy(
                        () ->
                                assertThat(MountAttempt.refused("it", "50% of it failed"))
                                        .because(RefusalCause.USER_NAMESPACE))
                .hasMessageEndingWith(
                        "but it was refused because of UNKNOWN.\n"
                                + "What was said of it:\n50% of it failed");
    }
}
