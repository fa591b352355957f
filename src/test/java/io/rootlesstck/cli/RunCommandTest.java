package io.rootlesstck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the arguments is told before anything is compiled or started. */
class RunCommandTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run -Dtck.cell=docker | has no such cell. Known: docker-containerd-runc-",
                "run -Dtck.matrix=weekly | has no such set of cells. Known: nightly",
                "run -Dtck.matrix=nightly -Dtck.oci=crun | give it or [tck.oci], not both.",
                "run -Dtck.host.cpus=1 | Did you mean -Dtck.host.cpu?",
                "regress --from docker-containerd-runc-v1.36.3 | Missing required option: '--to",
                "run --again KubeletStarts | --again takes the suites from the last result: name none.",
                "run --again -Dtck.output=target/no-such | result.json",
                "regress --from a --to b | -Dtck.cell=a: ",
                "regress --from a --to b -Dtck.engine=podman | give it or [tck.engine], not both.",
            })
    void wrongArguments(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(Main.USAGE);
        assertThat(err.toString()).contains(message);
    }

    private int run(String... arguments) {
        return Main.commandLine().setErr(new PrintWriter(err)).execute(arguments);
    }
}
