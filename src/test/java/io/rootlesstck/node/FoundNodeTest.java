package io.rootlesstck.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.rootlesstck.base.NotOursException;
import io.rootlesstck.scenario.NodeSettings;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A node of which only the API is known: what it cannot do it says, and nothing is tried. */
class FoundNodeTest {
    private final FoundNode node =
            FoundNode.ofApi(uncalled(), "their-node", Preset.of("kind").daemons());

    @Test
    void runsNoProgram() {
        assertThat(node.isReachable()).isFalse();
        assertThatThrownBy(() -> node.run("true"))
                .isInstanceOf(NotOursException.class)
                .hasMessage(
                        "it would have to run a program on the node their-node, whose container it"
                                + " was not told (-Dtck.attach.node=their-node=CONTAINER); the kit did"
                                + " not make this cluster, and changes nothing there");
    }

    @Test
    void endsNoDaemon() {
        assertThatThrownBy(() -> node.kubelet().stop())
                .isInstanceOf(NotOursException.class)
                .hasMessageStartingWith("it would have to end kubelet;");
    }

    @Test
    void takesNoProgramAway() {
        NodeSettings plain = NodeSettings.plain();
        node.equip(plain);

        NodeSettings without =
                new NodeSettings(
                        plain.kmsg(),
                        null,
                        List.of("mount.nfs"),
                        null,
                        new TreeMap<>(),
                        List.of(),
                        false);
        assertThatThrownBy(() -> node.equip(without))
                .isInstanceOf(NotOursException.class)
                .hasMessageStartingWith("it would have to take mount.nfs away from the node;");
    }

    @Test
    void writesNothingAndStaysWhenItIsClosed() {
        assertThatThrownBy(() -> node.write("/etc/x", ""))
                .isInstanceOf(NotOursException.class)
                .hasMessageStartingWith("it would have to write /etc/x;");
        node.close();
    }

    @Test
    void keepsItsNetworkAndItsRuntime() {
        assertThatThrownBy(node::resetNetwork)
                .isInstanceOf(NotOursException.class)
                .hasMessageStartingWith("it would have to take away what CNI plugins left");
        assertThatThrownBy(() -> node.upgradeRuntime(Map.of()))
                .isInstanceOf(NotOursException.class)
                .hasMessageStartingWith("it would have to give the node another container");
    }

    private static DockerClient uncalled() {
        return (DockerClient)
                Proxy.newProxyInstance(
                        FoundNodeTest.class.getClassLoader(),
                        new Class<?>[] {DockerClient.class},
                        (proxy, method, arguments) -> {
                            throw new AssertionError("called: " + method);
                        });
    }
}
