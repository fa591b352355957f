package io.rootlesstck.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshFailureTest {
    private static final SshAddress ADDRESS = SshAddress.parse("ssh://me@machine:2222");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    me@machine: Permission denied (publickey,password).          | no key of yours opens it; `ssh -p 2222 me@machine` has to work without asking
                    Host key verification failed.                                | its key is not in known_hosts; go there once by hand (`ssh -p 2222 me@machine`)
                    ssh: Could not resolve hostname machine: Name or service not known | there is no machine of that name
                    ssh: connect to host machine port 2222: Connection refused   | no ssh server listens there
                    ssh: connect to host machine port 2222: Connection timed out | it does not answer
                    ssh: connect to host machine port 2222: No route to host     | no way leads there
                    kex_exchange_identification: Connection closed by remote host | what listens there ended the connection
                    Connection closed by 127.0.0.1 port 2222                     | what listens there ended the connection
                    config: line 1: Bad configuration option: nonsense           | ssh's configuration file has something
                    """)
    void saysWhyAndWhatToDo(String said, String reason) {
        assertThat(SshFailure.of(ADDRESS, said)).startsWith(reason).endsWith("It said:\n" + said);
    }

    /** Both texts are there then, and the change is what matters. */
    @Test
    void warnsOfAKeyThatIsAnotherOne() {
        String said =
                """
                @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
                Offending ED25519 key in /home/me/.ssh/known_hosts:7
                Host key verification failed.""";

        assertThat(SshFailure.of(ADDRESS, said))
                .startsWith("its key is not the one that known_hosts has for it; find out why");
    }

    @Test
    void hasAWayOnWhereSshSaysNothing() {
        assertThat(SshFailure.of(ADDRESS, ""))
                .isEqualTo("ssh ended; see whether `ssh -p 2222 me@machine` works");
    }
}
