package io.rootlesstck.conformance;

import io.rootlesstck.cluster.Cluster;
import io.rootlesstck.junit.live.Kubelets;
import io.rootlesstck.node.RootlessNode;
import io.rootlesstck.scenario.Scenario;

/** A second node, for scenarios that ask for a container of their own; gone after its class. */
record OtherNode(Cluster cluster, RootlessNode node) implements AutoCloseable {
    static OtherNode of(Kubelets kubelets, String name, Scenario scenario) {
        return new OtherNode(kubelets.cluster(), kubelets.cluster().addNode(name, scenario));
    }

    @Override
    public void close() {
        cluster.removeNode(node);
    }
}
