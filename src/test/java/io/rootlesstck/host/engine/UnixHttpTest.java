package io.rootlesstck.host.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnixHttpTest {
    @Test
    void takesTheBodyOfAnAnswer() throws IOException {
        assertThat(UnixHttp.body("HTTP/1.0 200 OK\r\nA: b\r\n\r\nOK")).isEqualTo("OK");
    }

    @Test
    void saysTheStatusOfAnAnswerThatIsNone() {
        assertThatThrownBy(() -> UnixHttp.body("HTTP/1.0 503 Busy\r\n\r\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("not a 200: HTTP/1.0 503 Busy");
        assertThatThrownBy(() -> UnixHttp.body(""))
                .isInstanceOf(IOException.class)
                .hasMessage("not a 200: no answer");
    }
}
