package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir private Path root;
    @TempDir private Path place;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aMachine() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "u:x:1000:1000::/home/u:/bin/sh\n");
    }

    @Test
    void saysThatAMachineIsUnfit() {
        assertThat(run("--root", root.toString())).isEqualTo(Main.FAILED);
        assertThat(out.toString())
                .startsWith("the machine recorded in " + root)
                .contains("/etc/subuid is not there", "  Docker           unfit ")
                .doesNotContain("\u001b");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysSoToAProgram() throws IOException {
        assertThat(run("--root", root.toString(), "--json", "--engine", "K3s"))
                .isEqualTo(Main.FAILED);
        assertThat(
                        JsonMapper.builder()
                                .build()
                                .readTree(out.toString())
                                .at("/engines/0/engine")
                                .asText())
                .isEqualTo("k3s");
    }

    @Test
    void refusesAnEngineThatIsNone() {
        assertThat(run("--engine", "lxc")).isEqualTo(Main.USAGE);
        assertThat(err.toString())
                .contains(
                        "\"lxc\" is none of docker, podman, nerdctl, kind, k3s, usernetes, flannel");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThat(run("--root", root + "/nowhere")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("nowhere", "It is not there.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAUserThatIsNotThere() {
        assertThat(run("--root", root.toString(), "--user", "x")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("has no such user; /etc/passwd names: u.");
    }

    @Test
    void recordsNoRecord() {
        assertThat(run("--root", root.toString(), "--record", place + "/x")).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains("--root names one that is recorded already.");
        assertThat(place.resolve("x")).doesNotExist();
    }

    @Test
    void tellsItsExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Exit codes:", "1   unfit, or what is needed could not be checked");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void recordsThisMachine() {
        String folder = place + "/recorded";
        int first = run("--record", folder);
        String said = out.toString();
        out.getBuffer().setLength(0);

        assertThat(run("--root", folder)).isEqualTo(first);
        assertThat(out.toString().lines().skip(1))
                .containsExactlyElementsOf(said.lines().skip(1).toList());
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
