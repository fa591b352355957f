package io.rootlesstck.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Exec;
import io.rootlesstck.host.Engine;
import org.junit.jupiter.api.Test;

class RemoteUserTest {
    private static final String BOTH =
            """
            Welcome to machine!
            tck:uid=1000
            tck:architecture=x86_64
            tck:runtime=/run/user/1000
            tck:socket=docker.sock
            tck:socket=podman/podman.sock
            """;

    @Test
    void findsTheSocketsOfTheUsersEngines() {
        RemoteUser user = RemoteUser.of(BOTH).orElseThrow();

        assertThat(user.socket(Engine.Kind.DOCKER)).contains("/run/user/1000/docker.sock");
        assertThat(user.socket(Engine.Kind.PODMAN)).contains("/run/user/1000/podman/podman.sock");
        assertThat(user.fault(Engine.Kind.DOCKER)).isEmpty();
    }

    @Test
    void saysWhichEngineIsThereInTheOnesPlace() {
        RemoteUser user = RemoteUser.of(BOTH.replace("tck:socket=docker.sock\n", "")).orElseThrow();

        assertThat(user.fault(Engine.Kind.PODMAN)).isEmpty();
        assertThat(user.fault(Engine.Kind.DOCKER))
                .contains(
                        "there is no socket /run/user/1000/docker.sock of user 1000, but Podman is"
                                + " there (-Dtck.engine=podman); install rootless Docker there"
                                + " (dockerd-rootless-setuptool.sh install) and let it run on"
                                + " (loginctl enable-linger)");
    }

    @Test
    void saysHowToStartAnEngineWhereThereIsNone() {
        RemoteUser user = RemoteUser.of(BOTH.replaceAll("tck:socket.*\n", "")).orElseThrow();

        assertThat(user.fault(Engine.Kind.PODMAN))
                .contains(
                        "there is no socket /run/user/1000/podman/podman.sock of user 1000; start it"
                                + " there (systemctl --user enable --now podman.socket) and let it"
                                + " run on (loginctl enable-linger)");
    }

    @Test
    void refusesRootWhoseEngineIsNotRootless() {
        assertThat(RemoteUser.of(BOTH.replace("1000", "0")).orElseThrow().fault(Engine.Kind.DOCKER))
                .get()
                .asString()
                .startsWith("the user there is root");
    }

    @Test
    void refusesAnotherArchitecture() {
        assertThat(
                        RemoteUser.of(BOTH.replace("x86_64", "aarch64"))
                                .orElseThrow()
                                .fault(Engine.Kind.DOCKER))
                .contains(
                        "it is a machine of architecture aarch64, and the kit's nodes are built for"
                                + " x86_64");
    }

    @Test
    void takesNoAnswerForNone() {
        assertThat(RemoteUser.of("")).isEmpty();
        assertThat(RemoteUser.of("This account is not available.\n")).isEmpty();
        assertThat(RemoteUser.of(BOTH.replace("/run/user/1000", "run"))).isEmpty();
    }

    /** The question itself, asked of this machine. */
    @Test
    void asksInWordsThatAShellUnderstands() {
        Exec.Result answer =
                Exec.of(RemoteUser.question()).with("XDG_RUNTIME_DIR", "/nonexistent").run();

        assertThat(answer.err()).isEmpty();
        assertThat(RemoteUser.of(answer.out()).orElseThrow())
                .satisfies(
                        user -> {
                            assertThat(user.runtime()).isEqualTo("/nonexistent");
                            assertThat(user.sockets()).isEmpty();
                        });
    }

    /** Users' shells differ; only what is plain to all of them may be in it. */
    @Test
    void asksInOneLineWithoutWhatShellsQuoteDifferently() {
        assertThat(RemoteUser.question()[2]).doesNotContain("'", "\\", "!", "\n");
    }
}
