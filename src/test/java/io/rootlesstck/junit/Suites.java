package io.rootlesstck.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.scenario.Scenario;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The suites that {@link RunTest} runs: one a way in which a run can go. */
@SuppressWarnings("DoNotCallSuggester") // JUnit calls them
final class Suites {
    private Suites() {}

    @RootlessKubernetes
    static class Green {
        @Claim(value = "demo.each.*", scenario = "demo/positive")
        void holds(
                Cell cell,
                PageClaim claim,
                @Subject String subject,
                Scenario scenario,
                ClaimReport report,
                FakeResources.Node node) {
            assertNotNull(cell);
            assertEquals(claim.subject(), subject);
            assertEquals("demo/positive", scenario.name());
            assertEquals("Green", node.name());
            report.measured("answer", 42).evidence("kubelet.log", "tolerated " + subject);
        }

        @Control(value = "demo.each.*", scenario = "demo/negative")
        void fails() {}
    }

    /** As the kit's users may write them. */
    @RootlessKubernetes
    static class Plain {
        static final AtomicInteger RUNNING = new AtomicInteger();
        static final AtomicInteger MOST = new AtomicInteger();

        @BeforeEach
        void begin() {
            MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
        }

        @AfterEach
        void end() {
            RUNNING.decrementAndGet();
        }

        @RepeatedTest(3)
        void repeated(FakeResources.Node node) {
            assertEquals("Plain", node.name());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void parameterized(int number, Cell cell) {
            assertNotNull(cell);
        }

        @Test
        void simple(FakeResources.Node node, TestScope scope) {
            assertEquals("Plain", node.name());
            scope.evidence().write("seen.txt", "by a plain test");
        }
    }

    @RootlessKubernetes
    static class PlainFailing {
        @Test
        void fails() {
            throw new AssertionError("6 x 9 is not 42");
        }
    }

    @RootlessKubernetes
    static class PlainWithout {
        @Test
        void asks(FakeResources.Unavailable machine) {
            assertNotNull(machine);
        }
    }

    @RootlessKubernetes
    static class Broken {
        @Claim("demo.single")
        void fails() {
            throw new AssertionError("the kubelet did not tolerate it");
        }

        @Control("demo.single")
        void control() {}
    }

    @RootlessKubernetes
    static class ControlThatPasses {
        @Claim("demo.single")
        void holds() {}

        @Control(value = "demo.single", scenario = "demo/negative")
        void control() {
            throw new AssertionError("the kubelet went on running");
        }
    }

    @RootlessKubernetes
    static class Erring {
        @Claim("demo.uncontrolled")
        void errs() {
            throw new IllegalStateException("no route to host");
        }
    }

    @RootlessKubernetes
    static class Aborting {
        @Claim("demo.uncontrolled")
        void aborts() {
            throw new NotRun("the host has no cpu controller");
        }
    }

    @RootlessKubernetes
    static class Assuming {
        @Claim("demo.uncontrolled")
        void assumes() {
            assumeTrue(false, "only on Mars");
        }
    }

    @RootlessKubernetes
    static class Drifting {
        @Claim("demo.uncontrolled")
        void drifts(ClaimReport report) {
            report.drifted("beta since v1.37");
        }
    }

    @RootlessKubernetes
    static class WithoutControl {
        @Claim("demo.single")
        void holds() {}
    }

    @RootlessKubernetes
    static class BeforeAllAborts {
        @BeforeAll
        static void prepare() {
            throw new NotRun("no engine could be had");
        }

        @Claim("demo.each.*")
        void holds() {}

        @Control("demo.each.*")
        void control() {}
    }

    @RootlessKubernetes
    static class BeforeAllErrs {
        @BeforeAll
        static void prepare() {
            throw new IllegalStateException("disk full");
        }

        @Claim("demo.uncontrolled")
        void holds() {}
    }

    @RootlessKubernetes
    static class BeforeEachFails {
        @BeforeEach
        void prepare(FakeResources.Node node) {
            throw new AssertionError("the node did not become Ready");
        }

        @Claim("demo.uncontrolled")
        void holds() {}
    }

    @RootlessKubernetes
    static class AfterAllErrs {
        @AfterAll
        static void clean() {
            throw new IllegalStateException("the node would not stop");
        }

        @Claim("demo.uncontrolled")
        void holds() {}
    }

    @RootlessKubernetes
    @ExtendWith(AbortsBefore.class)
    static class ExtensionAborts {
        @Claim("demo.uncontrolled")
        void holds() {}
    }

    /** Stands for any extension of a user. */
    static class AbortsBefore implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            throw new NotRun("no /dev/fuse");
        }
    }

    @RootlessKubernetes
    static class AbortingConstructor {
        AbortingConstructor(Cell cell) {
            throw new NotRun("not on " + cell);
        }

        @Claim("demo.uncontrolled")
        void holds() {}
    }

    @RootlessKubernetes
    static class UnavailableParameter {
        @Claim("demo.uncontrolled")
        void holds(FakeResources.Unavailable resource) {}

        @Claim("demo.single")
        void alsoHolds(FakeResources.Unavailable resource) {}
    }

    @RootlessKubernetes
    static class CrashingParameter {
        @Claim("demo.uncontrolled")
        void holds(FakeResources.Crashing resource) {}
    }

    @RootlessKubernetes
    static class Skipping {
        @Disabled("flaky on Tuesdays")
        @Claim("demo.uncontrolled")
        void holds() {}
    }

    @RootlessKubernetes
    static class OnlyFuture {
        @Claim("demo.future")
        void holds() {}
    }

    @RootlessKubernetes
    static class UnlistedScenario {
        @Claim(value = "demo.uncontrolled", scenario = "demo/negative")
        void holds() {}
    }

    @RootlessKubernetes
    static class Needing {
        @Claim(value = "demo.uncontrolled", scenario = "demo/needing")
        void holds() {}

        @Claim(value = "demo.uncontrolled", scenario = "demo/positive")
        void holdsAnyway() {}
    }

    @RootlessKubernetes
    static class EveryScenario {
        @Claim(value = "demo.single", scenario = "demo/*")
        void holds() {}
    }

    static class NoCells {
        @Claim("demo.single")
        void holds() {}
    }
}
