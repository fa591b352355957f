package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.verdict.CellFacts;
import io.rootlesstck.verdict.PassedOver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stands where host, nodes and cluster stand in a real run, and writes down what is asked. */
public final class FakeResources implements CellResourcesProvider {
    static final List<String> CALLS = new ArrayList<>();
    static boolean failToClose;

    /** A parameter that opens. */
    record Node(String name) implements AutoCloseable {
        @Override
        public void close() {
            CALLS.add("close node");
        }
    }

    /** A parameter whose machine cannot be had. */
    record Unavailable() {}

    /** A parameter whose process is not conformant. */
    record Crashing() {}

    @Override
    public boolean offers(Class<?> type) {
        return type == Node.class || type == Unavailable.class || type == Crashing.class;
    }

    @Override
    public CellResources open(Cell cell, RunContext run, int host) {
        CALLS.add("open " + cell);
        return new Opened();
    }

    private static final class Opened implements CellResources {
        @Override
        public Object parameter(Class<?> type, TestScope scope) {
            if (type == Unavailable.class) {
                return scope.perClass(
                        "unavailable",
                        Unavailable.class,
                        () -> {
                            CALLS.add("try unavailable");
                            throw new NotRun("the machine has no cpu controller");
                        });
            }
            if (type == Crashing.class) {
                throw new AssertionError("the kubelet exited");
            }
            return scope.perClass(
                    "node",
                    Node.class,
                    () -> {
                        CALLS.add("make node");
                        return new Node(scope.testClass().getSimpleName());
                    });
        }

        @Override
        public Optional<String> lacks(Need need) {
            return need == Need.HOST_ROOT
                    ? Optional.of("this host is not the kit's own")
                    : Optional.empty();
        }

        @Override
        public void keepEvidence(TestScope scope, @Nullable Throwable failure) {
            CALLS.add(
                    "evidence of %s: %s"
                            .formatted(
                                    scope.claim().map(claim -> claim.id()).orElse("the class"),
                                    failure == null ? "passed" : failure.getMessage()));
            scope.evidence().write("seen.log", "a line");
        }

        @Override
        public CellFacts facts() {
            return new CellFacts(
                    new TreeMap<>(Map.of("kernel", "7.3.4")),
                    List.of(new PassedOver("Docker", "is not rootless")),
                    new TreeMap<>(Map.of("kubelet", "v1.37.2")),
                    new TreeMap<>(Map.of("node", 1.5)));
        }

        @Override
        public void close() {
            CALLS.add("close");
            if (failToClose) {
                throw new IllegalStateException("the VM would not stop");
            }
        }
    }
}
