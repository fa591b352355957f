package io.rootlesstck.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HostSelectorTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void takesTheFirstUsableAndKeepsWhyOthersWereNot() {
        Selection selection =
                select("auto", refusing("one", Candidate.Sort.ENGINE, "no root"), vm(), vm());

        assertThat(selection.host().describe()).isEqualTo("a vm");
        assertThat(selection.reason()).isEqualTo("because");
        assertThat(selection.passedOver()).containsExactly(new PassedOver("one", "no root"));
        assertThat(asked).containsExactly("one", "a vm");
    }

    @Test
    void asksOnlyTheSortThatIsWanted() {
        Selection selection =
                select("vm", refusing("one", Candidate.Sort.ENGINE, "never asked"), vm());

        assertThat(asked).containsExactly("a vm");
        assertThat(selection.passedOver())
                .containsExactly(new PassedOver("one", "not asked for (-Dtck.host=vm)"));
    }

    @Test
    void givesEveryReasonWhenNoneIsUsable() {
        assertThatThrownBy(
                        () ->
                                select(
                                        "engine",
                                        refusing("one", Candidate.Sort.ENGINE, "is rootful"),
                                        vm()))
                .isInstanceOf(TckException.class)
                .hasMessageContaining("Could not find a host for rootless nodes.")
                .hasMessageContaining("one: is rootful")
                .hasMessageContaining("a vm: not asked for (-Dtck.host=engine)")
                .hasMessageContaining("-Dtck.host=vm");
    }

    @Test
    void takesNoOtherHostThanTheOneThatWasNamed() {
        assertThatThrownBy(() -> select("auto", named("is rootful"), vm()))
                .isInstanceOf(NoHostException.class)
                .hasMessageContaining("Could not use the one, which DOCKER_HOST names.")
                .hasMessageContaining("is rootful")
                .hasMessageContaining("unset DOCKER_HOST");
        assertThat(asked).containsExactly("one");
    }

    @Test
    void refusesASortThatIsNotTheOneThatWasNamed() {
        assertThatThrownBy(() -> select("vm", named("is rootful"), vm()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "-Dtck.host=vm, but DOCKER_HOST names the one, and Testcontainers would"
                                + " take that. Unset one of the two.");
        assertThat(asked).isEmpty();
    }

    @Test
    void passesOverTheEngineThatAHostContainerIsMadeOn() {
        Selection selection = select("container", named("never asked"), container());

        assertThat(selection.host().describe()).isEqualTo("a vm");
        assertThat(selection.passedOver())
                .containsExactly(new PassedOver("one", "not asked for (-Dtck.host=container)"));
    }

    @Test
    void takesAHostContainerOnlyWhereItIsAskedFor() {
        Selection selection = select("auto", vm(), container());

        assertThat(selection.passedOver()).isEmpty();
        assertThat(asked).containsExactly("a vm");
    }

    @Test
    void saysWhereTheMachineWasNamedThatCannotBeUsed() {
        assertThatThrownBy(() -> select("ssh://me@there", machine("no key opens it"), vm()))
                .isInstanceOf(NoHostException.class)
                .hasMessageContaining("Could not use the machine, which -Dtck.host names.")
                .hasMessageContaining("no key opens it")
                .hasMessageContaining("leave -Dtck.host out");
        assertThat(asked).containsExactly("machine");
    }

    @Test
    void refusesAMachineBesideAnEngineThatWasNamed() {
        assertThatThrownBy(() -> select("ssh://me@there", named("never asked"), machine("")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("-Dtck.host=ssh://me@there, but DOCKER_HOST names the one");
    }

    @Test
    void refusesAnUnknownSort() {
        assertThatThrownBy(() -> select("cloud", vm()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-Dtck.host=cloud")
                .hasMessageContaining("auto, engine, vm, container")
                .hasMessageContaining("ssh://user@machine[:port]");
    }

    private static Selection select(String wanted, Candidate... candidates) {
        Properties properties = new Properties();
        properties.setProperty("tck.host", wanted);
        return new HostSelector(Settings.of(properties), List.of(candidates)).select();
    }

    private Candidate refusing(String name, Candidate.Sort sort, String reason) {
        return new Fake(name, sort, new Offer.Refused(List.of(reason)));
    }

    private Candidate named(String reason) {
        return new Fake(
                "one", Candidate.Sort.ENGINE, new Offer.Refused(List.of(reason)), "DOCKER_HOST");
    }

    private Candidate machine(String reason) {
        return new Fake(
                "machine", Candidate.Sort.SSH, new Offer.Refused(List.of(reason)), "-Dtck.host");
    }

    private Candidate container() {
        return new Fake(
                "container",
                Candidate.Sort.CONTAINER,
                new Offer.Accepted(new FakeHost(), "because"),
                "");
    }

    private Candidate vm() {
        return new Fake("a vm", Candidate.Sort.VM, new Offer.Accepted(new FakeHost(), "because"));
    }

    private final class Fake implements Candidate {
        private final String name;
        private final Sort sort;
        private final Offer offer;
        private final String namedBy;

        Fake(String name, Sort sort, Offer offer) {
            this(name, sort, offer, "");
        }

        Fake(String name, Sort sort, Offer offer, String namedBy) {
            this.name = name;
            this.sort = sort;
            this.offer = offer;
            this.namedBy = namedBy;
        }

        @Override
        public boolean isNamed() {
            return !namedBy.isEmpty();
        }

        @Override
        public String namedBy() {
            return namedBy;
        }

        @Override
        public Sort sort() {
            return sort;
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public Offer offer() {
            asked.add(name);
            return offer;
        }
    }

    private static final class FakeHost implements Host {
        @Override
        public String describe() {
            return "a vm";
        }

        @Override
        public Engine engine() {
            return new Engine(Engine.Kind.DOCKER, URI.create("unix:///x.sock"), "1");
        }

        @Override
        public HostFacts facts() {
            return new HostFacts("a vm", "Docker", "1", "0 1000 1", List.of("cpu"), "7", "Debian");
        }

        @Override
        public Optional<HostRoot> root() {
            return Optional.empty();
        }

        @Override
        public Ports ports() {
            return new Ports(List.of());
        }

        @Override
        public void close() {}
    }
}
