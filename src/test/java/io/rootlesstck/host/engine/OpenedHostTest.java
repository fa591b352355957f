package io.rootlesstck.host.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Host;
import io.rootlesstck.host.HostFacts;
import io.rootlesstck.host.HostRoot;
import io.rootlesstck.host.Ports;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenedHostTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void isItsEngineUnderANameOfItsOwn() {
        try (Host host = host(() -> {})) {
            assertThat(host.describe()).isEqualTo("machine");
            assertThat(host.facts().host()).isEqualTo("machine");
            assertThat(host.facts().kernel()).isEqualTo("6.1");
            assertThat(host.engine().version()).isEqualTo("29.1");
            assertThat(host.ports().has(20000)).isTrue();
            assertThat(host.root()).isEmpty();
        }
    }

    @Test
    void closesTheEngineBeforeTheWayToIt() {
        host(() -> closed.add("engine")).close();

        assertThat(closed).containsExactly("engine", "way");
    }

    @Test
    void closesTheWayAlsoWhereTheEngineCannotBeClosed() {
        Host host =
                host(
                        () -> {
                            throw new IllegalArgumentException("gone already");
                        });

        assertThatThrownBy(host::close).hasRootCauseMessage("gone already");
        assertThat(closed).containsExactly("way");
    }

    @Test
    void closesEachOnceOnly() {
        Host host = host(() -> closed.add("engine"));
        host.close();
        host.close();

        assertThat(closed).containsExactly("engine", "way");
    }

    private Host host(Runnable closeEngine) {
        return new OpenedHost(
                "machine", new Fake(closeEngine), Optional.empty(), () -> closed.add("way"));
    }

    private record Fake(Runnable closing) implements Host {
        @Override
        public String describe() {
            return "engine";
        }

        @Override
        public Engine engine() {
            return new Engine(Engine.Kind.DOCKER, URI.create("unix:///dev/null"), "29.1");
        }

        @Override
        public HostFacts facts() {
            return new HostFacts("engine", "Docker", "29.1", "", List.of(), "6.1", "Debian");
        }

        @Override
        public Optional<HostRoot> root() {
            return Optional.empty();
        }

        @Override
        public Ports ports() {
            return new Ports(List.of(20000));
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
