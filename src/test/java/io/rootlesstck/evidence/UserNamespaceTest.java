package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNamespaceTest {
    private static final String IDENTITY = "         0          0 4294967295\n";

    @Test
    void theKernelsFirstNamespaceIsInitial() {
        assertThat(new UserNamespace("user:[4026531837]\n", IDENTITY).isInitial()).isTrue();
        assertThat(UserNamespace.INITIAL).isEqualTo(0xEFFFFFFDL); // PROC_USER_INIT_INO
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:[4026532430]", "net:[4026531837]", "", "user:[04026531837]"})
    void anotherIsNot(String link) {
        assertThat(new UserNamespace(link, IDENTITY).isInitial()).isFalse();
    }

    @Test
    void theKernelsPaddingIsNoPartOfTheMap() {
        UserNamespace padded =
                new UserNamespace(
                        "user:[4026532430]",
                        "         0       1000          1\n         1     100000      65536\n");

        assertThat(padded)
                .isEqualTo(new UserNamespace("user:[4026532430]", "0 1000 1\n1 100000 65536"))
                .hasToString("user:[4026532430] (uid_map 0 1000 1, 1 100000 65536)");
    }

    @Test
    void itsUsersAreThoseOfAllRanges() {
        assertThat(new UserNamespace("user:[4026532430]", "0 1000 1\n1 100000 65536").users())
                .isEqualTo(65537);
    }
}
