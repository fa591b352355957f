package io.rootlesstck.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class RunTest {
    @TempDir Path output;

    @BeforeEach
    void forget() {
        FakeResources.CALLS.clear();
        FakeResources.failToClose = false;
        FakeSink.SHOWN.clear();
    }

    @Test
    void aClaimWithItsControlHoldsOnceForEachSubject() {
        EngineExecutionResults results = run(Map.of(), Suites.Green.class);

        assertThat(failures(results)).isEmpty();
        assertThat(names(results))
                .containsExactlyInAnyOrder(
                        "[docker-containerd-runc-v1.37.2] demo.each.one (demo/positive)",
                        "[docker-containerd-runc-v1.37.2] demo.each.two (demo/positive)",
                        "[docker-containerd-runc-v1.37.2] control of demo.each.one (demo/negative)",
                        "[docker-containerd-runc-v1.37.2] control of demo.each.two (demo/negative)");
        ClaimVerdict one = verdict("demo.each.one");
        assertThat(one.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(one.reason()).isEmpty();
        assertThat(one.outcomes().get(0).measured()).containsEntry("answer", "42");
        String folder = "docker-containerd-runc-v1.37.2/demo/positive/demo.each.one/";
        assertThat(one.outcomes().get(0).evidence())
                .containsExactly(folder + "kubelet.log", folder + "seen.log");
        assertThat(output.resolve("evidence").resolve(one.outcomes().get(0).evidence().get(0)))
                .content()
                .isEqualTo("tolerated the.first");
    }

    @Test
    void testsThatAreAboutNoClaimAreGreenAndGetWhatTheyAskFor() {
        EngineExecutionResults results = run(Map.of(), Suites.Plain.class);

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(7);
        assertThat(cell().claims()).isEmpty();
        assertThat(FakeResources.CALLS).endsWith("close node", "close");
        assertThat(output.resolve("evidence/docker-containerd-runc-v1.37.2/Plain/seen.txt"))
                .hasContent("by a plain test");
    }

    @Test
    void testsThatAreAboutNoClaimRunOneAfterAnother() {
        Suites.Plain.MOST.set(0);

        EngineExecutionResults results =
                run(
                        Map.of(
                                "junit.jupiter.execution.parallel.enabled",
                                "true",
                                "junit.jupiter.execution.parallel.config.strategy",
                                "fixed",
                                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                                "4"),
                        Suites.Plain.class);

        assertThat(failures(results)).isEmpty();
        assertThat(Suites.Plain.MOST).hasValue(1);
    }

    @Test
    void aTestThatIsAboutNoClaimFailsAsUsual() {
        EngineExecutionResults results = run(Map.of(), Suites.PlainFailing.class);

        assertThat(failures(results)).singleElement().isInstanceOf(AssertionError.class);
    }

    @Test
    void aTestThatIsAboutNoClaimIsRedWhereTheMachineCannotRunIt() {
        assertThat(failures(run(Map.of(), Suites.PlainWithout.class)))
                .singleElement()
                .isInstanceOf(ClaimNotRunException.class);
        EngineExecutionResults allowed =
                run(Map.of("tck.allowNotRun", "true"), Suites.PlainWithout.class);
        assertThat(failures(allowed)).isEmpty();
        assertThat(allowed.testEvents().aborted().count()).isEqualTo(1);
    }

    @Test
    void resourcesAreOpenedOnceAndClosedAfterTheClassesThings() {
        run(Map.of(), Suites.Green.class);

        assertThat(FakeResources.CALLS.get(0)).isEqualTo("open docker-containerd-runc-v1.37.2");
        assertThat(FakeResources.CALLS).containsOnlyOnce("make node", "close node", "close");
        assertThat(FakeResources.CALLS).endsWith("close node", "close");
        assertThat(FakeResources.CALLS).contains("evidence of demo.each.two: passed");
        assertThat(cell().facts().versions()).containsEntry("kubelet", "v1.37.2");
        assertThat(cell().facts().passedOver()).hasSize(1);
    }

    @Test
    void theResultIsShownOnceRedOrGreen() {
        run(Map.of(), Suites.Green.class, Suites.Broken.class, Suites.Erring.class);

        assertThat(FakeSink.SHOWN).containsExactly(result());
    }

    @Test
    void everySelectedCellRuns() {
        String both = "podman-containerd-runc-v1.37.2,docker-containerd-runc-v1.37.2";
        EngineExecutionResults results = run(Map.of("tck.cell", both), Suites.Green.class);

        assertThat(names(results)).hasSize(8);
        assertThat(result().cells())
                .extracting(CellResult::cell)
                .containsExactly(
                        "docker-containerd-runc-v1.37.2", "podman-containerd-runc-v1.37.2");
    }

    @Test
    void anAssertionErrorMakesTheClaimBroken() {
        EngineExecutionResults results = run(Map.of(), Suites.Broken.class);

        assertThat(failures(results)).singleElement().isInstanceOf(AssertionError.class);
        assertThat(verdict("demo.single").verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(verdict("demo.single").reason())
                .isEqualTo("Broken.fails: the kubelet did not tolerate it");
    }

    @Test
    void aControlThatDoesNotFailMakesTheClaimBroken() {
        EngineExecutionResults results = run(Map.of(), Suites.ControlThatPasses.class);

        assertThat(failures(results)).hasSize(1);
        assertThat(verdict("demo.single").verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(verdict("demo.single").reason())
                .isEqualTo(
                        "control demo/negative did not fail as stated: the kubelet went on running;"
                                + " so the positive result shows nothing");
    }

    @Test
    void anyOtherExceptionIsTheKitsError() {
        run(Map.of(), Suites.Erring.class);

        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.ERROR);
        assertThat(verdict("demo.uncontrolled").reason())
                .isEqualTo("Erring.errs: IllegalStateException: no route to host");
    }

    @Test
    void anAbortIsNotRunAndRed() {
        EngineExecutionResults results = run(Map.of(), Suites.Aborting.class);

        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(failures(results).get(0))
                .isInstanceOf(ClaimNotRunException.class)
                .hasMessageContaining("NOT_RUN: the host has no cpu controller")
                .hasMessageContaining("-Dtck.allowNotRun=true")
                .hasCauseInstanceOf(NotRun.class);
        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(verdict("demo.uncontrolled").reason())
                .isEqualTo("Aborting.aborts: the host has no cpu controller");
    }

    @Test
    void anAbortIsGreenWhereThatIsAllowed() {
        EngineExecutionResults results =
                run(Map.of("tck.allowNotRun", "true"), Suites.Aborting.class);

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.NOT_RUN);
    }

    @Test
    void anAssumptionIsAnAbortToo() {
        EngineExecutionResults results = run(Map.of(), Suites.Assuming.class);

        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(verdict("demo.uncontrolled").reason()).contains("only on Mars");
    }

    @Test
    void aDriftIsGreenAndSaysWhy() {
        EngineExecutionResults results = run(Map.of(), Suites.Drifting.class);

        assertThat(failures(results)).isEmpty();
        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(verdict("demo.uncontrolled").reason()).isEqualTo("beta since v1.37");
    }

    @Test
    void aDriftThatTheLedgerExpectsIsSaidToBeExpected() throws Exception {
        EngineExecutionResults results =
                run(ledger("demo.uncontrolled", "DRIFTED"), Suites.Drifting.class);

        assertThat(failures(results)).isEmpty();
        assertThat(note("demo.uncontrolled").match()).isEqualTo(Match.EXPECTED);
        assertThat(note("demo.uncontrolled").reason()).isEqualTo("known");
    }

    @Test
    void aDriftThatTheLedgerDoesNotExpectIsSaidToBeNew() {
        run(Map.of(), Suites.Drifting.class);

        assertThat(note("demo.uncontrolled").match()).isEqualTo(Match.NEW);
    }

    @Test
    void aBrokenClaimThatTheLedgerExpectsLeavesTheRunGreen() throws Exception {
        EngineExecutionResults results = run(ledger("demo.single", "BROKEN"), Suites.Broken.class);

        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
        assertThat(verdict("demo.single").verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(verdict("demo.single").reason())
                .isEqualTo("Broken.fails: the kubelet did not tolerate it");
        assertThat(note("demo.single").match()).isEqualTo(Match.EXPECTED);
    }

    @Test
    void aBrokenClaimOfAnotherCellIsRed() throws Exception {
        Map<String, String> settings = ledger("demo.single", "BROKEN");
        Path file = output.resolve("ledger.yaml");
        Files.writeString(
                file, Files.readString(file).replace("'*'", "podman-containerd-runc-v1.37.2"));

        assertThat(failures(run(settings, Suites.Broken.class)))
                .singleElement()
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void anExpectedDeviationThatVanishedIsRed() throws Exception {
        EngineExecutionResults results = run(ledger("demo.each.one", "BROKEN"), Suites.Green.class);

        assertThat(results.testEvents().failed().count()).isZero();
        assertThat(failures(results))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining(
                                                "demo.each.one: HOLDS, but the ledger expects BROKEN:"
                                                        + " known (https://example.org)")
                                        .hasMessageContaining("tck ledger update"));
        assertThat(note("demo.each.one").match()).isEqualTo(Match.VANISHED);
        assertThat(verdict("demo.each.two").ledger()).isNull();
    }

    @Test
    void aClaimThatDidNotRunIsNoDeviationThatVanished() throws Exception {
        Map<String, String> settings = new HashMap<>(ledger("demo.uncontrolled", "BROKEN"));
        settings.put("tck.allowNotRun", "true");

        assertThat(failures(run(settings, Suites.Aborting.class))).isEmpty();
    }

    @Test
    void anExpectedClaimThatDidNotRunIsRedAllTheSame() throws Exception {
        assertThat(failures(run(ledger("demo.uncontrolled", "NOT_RUN"), Suites.Aborting.class)))
                .hasAtLeastOneElementOfType(ClaimNotRunException.class);
    }

    @Test
    void aLedgerThatIsNotThereIsTold() {
        assertThat(failures(run(Map.of("tck.ledger", "/nowhere.yaml"), Suites.Green.class)))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining("/nowhere.yaml: cannot be read"));
        assertThat(FakeResources.CALLS).isEmpty();
    }

    private Map<String, String> ledger(String claim, String verdict) throws IOException {
        Path file = output.resolve("ledger.yaml");
        Files.writeString(
                file,
                """
                expected:
                  - claim: %s
                    cells: '*'
                    verdict: %s
                    reason: known
                    link: https://example.org
                """
                        .formatted(claim, verdict));
        return Map.of("tck.ledger", file.toString());
    }

    private LedgerNote note(String claim) {
        return Objects.requireNonNull(verdict(claim).ledger());
    }

    @Test
    void aPositiveResultWithoutItsControlIsNotRunAndRed() {
        EngineExecutionResults results = run(Map.of(), Suites.WithoutControl.class);

        assertThat(results.testEvents().failed().count()).isZero();
        assertThat(failures(results))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining(
                                                "demo.single: NOT_RUN: its control did not run"));
        assertThat(verdict("demo.single").verdict()).isEqualTo(Verdict.NOT_RUN);
    }

    @Test
    void aPositiveResultWithoutItsControlIsGreenWhereThatIsAllowed() {
        assertThat(failures(run(Map.of("tck.allowNotRun", "true"), Suites.WithoutControl.class)))
                .isEmpty();
    }

    @Test
    void anAbortBeforeTheClassIsNotRunForEveryClaimAndRed() {
        EngineExecutionResults results = run(Map.of(), Suites.BeforeAllAborts.class);

        assertThat(failures(results).get(0)).isInstanceOf(ClaimNotRunException.class);
        for (String claim : List.of("demo.each.one", "demo.each.two")) {
            assertThat(verdict(claim).verdict()).isEqualTo(Verdict.NOT_RUN);
            assertThat(verdict(claim).reason())
                    .isEqualTo(
                            """
                            BeforeAllAborts.holds: no engine could be had
                            control BeforeAllAborts.control: no engine could be had""");
        }
    }

    @Test
    void anAbortBeforeTheClassIsGreenWhereThatIsAllowed() {
        assertThat(failures(run(Map.of("tck.allowNotRun", "true"), Suites.BeforeAllAborts.class)))
                .isEmpty();
        assertThat(verdict("demo.each.one").verdict()).isEqualTo(Verdict.NOT_RUN);
    }

    @Test
    void anErrorBeforeTheClassCountsForEveryClaim() {
        run(Map.of(), Suites.BeforeAllErrs.class);

        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void evidenceIsKeptWhenALifecycleMethodFails() {
        run(Map.of(), Suites.Green.class, Suites.BeforeAllErrs.class, Suites.AfterAllErrs.class);

        assertThat(FakeResources.CALLS)
                .contains(
                        "evidence of the class: disk full",
                        "evidence of the class: the node would not stop");
        assertThat(output.resolve("evidence/docker-containerd-runc-v1.37.2/BeforeAllErrs/seen.log"))
                .exists();
    }

    @Test
    void aFailureBeforeTheTestCountsForItsClaim() {
        run(Map.of(), Suites.BeforeEachFails.class);

        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(FakeResources.CALLS)
                .containsOnlyOnce("evidence of demo.uncontrolled: the node did not become Ready");
    }

    @Test
    void anErrorAfterTheClassCountsForEveryClaim() {
        run(Map.of(), Suites.AfterAllErrs.class);

        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.ERROR);
        assertThat(verdict("demo.uncontrolled").outcomes()).hasSize(2);
    }

    @Test
    void anAbortInAnotherExtensionIsNotRunAndRed() {
        EngineExecutionResults results = run(Map.of(), Suites.ExtensionAborts.class);

        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(verdict("demo.uncontrolled").reason())
                .isEqualTo("ExtensionAborts.holds: no /dev/fuse");
    }

    @Test
    void anAbortInTheConstructorIsNotRunAndRed() {
        EngineExecutionResults results = run(Map.of(), Suites.AbortingConstructor.class);

        assertThat(failures(results)).isNotEmpty();
        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(verdict("demo.uncontrolled").reason())
                .isEqualTo("AbortingConstructor.holds: not on docker-containerd-runc-v1.37.2");
    }

    @Test
    void aParameterThatCannotBeHadIsNotRunAndTriedOnce() {
        EngineExecutionResults results = run(Map.of(), Suites.UnavailableParameter.class);

        assertThat(results.testEvents().failed().count()).isEqualTo(2);
        assertThat(verdict("demo.uncontrolled").reason())
                .isEqualTo("UnavailableParameter.holds: the machine has no cpu controller");
        assertThat(FakeResources.CALLS).containsOnlyOnce("try unavailable");
    }

    @Test
    void aParameterThatCannotBeHadIsGreenWhereThatIsAllowed() {
        Map<String, String> allowed = Map.of("tck.allowNotRun", "true");

        assertThat(failures(run(allowed, Suites.UnavailableParameter.class))).isEmpty();
    }

    @Test
    void aParameterThatIsNotConformantMakesTheClaimBroken() {
        run(Map.of(), Suites.CrashingParameter.class);

        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(verdict("demo.uncontrolled").reason())
                .isEqualTo("CrashingParameter.holds: the kubelet exited");
    }

    @Test
    void aDisabledTestIsNotRunAndRed() {
        EngineExecutionResults results = run(Map.of(), Suites.Skipping.class);

        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(verdict("demo.uncontrolled").reason()).contains("flaky on Tuesdays");
        assertThat(failures(results)).hasSize(1);
    }

    @Test
    void aRunWithoutAnyVerdictIsRed() {
        EngineExecutionResults results = run(Map.of(), Suites.OnlyFuture.class);

        assertThat(failures(results))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure).hasMessageContaining("no claim got a verdict"));
        assertThat(cell().notMade())
                .singleElement()
                .satisfies(
                        notMade ->
                                assertThat(notMade.reason())
                                        .isEqualTo("made since v1.99.0, the cell runs v1.37.2"));
    }

    @Test
    void aScenarioHasToListTheClaim() {
        assertThat(failures(run(Map.of(), Suites.UnlistedScenario.class)))
                .anySatisfy(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining(
                                                "its scenario.yaml does not list that claim"));
    }

    @Test
    void aScenarioThatNeedsWhatTheHostLacksIsNotRun() {
        EngineExecutionResults results = run(Map.of(), Suites.Needing.class);

        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(verdict("demo.uncontrolled").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(verdict("demo.uncontrolled").reason())
                .isEqualTo("demo/needing: it needs host-root: this host is not the kit's own");
    }

    @Test
    void aScenarioPatternMakesOneTestForEachThatListsTheClaim() {
        assertThat(names(run(Map.of(), Suites.EveryScenario.class)))
                .containsExactlyInAnyOrder(
                        "[docker-containerd-runc-v1.37.2] demo.single (demo/positive)",
                        "[docker-containerd-runc-v1.37.2] demo.single (demo/negative)");
    }

    @Test
    void aUsersFolderThatIsNotThereIsTold() {
        assertThat(failures(run(Map.of("tck.scenarios", "nowhere"), Suites.Green.class)))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessage(
                                                "The scenario folder nowhere (-Dtck.scenarios) is"
                                                        + " not there."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scenario.yaml|titel: T|scenario.yaml:1:1: unknown key \"titel\"",
                "scenario.yaml|base: nowhere|scenario.yaml:2:1: no scenario is named \"nowhere\"",
                "scenario.yaml|expect: {kubelet: runs, refusal: bad-luck}|scenario.yaml:2:25: does not have a value",
                "kubelte.yaml|a: 1|kubelte.yaml: a node has no place for a file of this name, but for",
                "pods/pod.yaml|kind: Pod|pod.yaml:1:1: an object of Kubernetes needs its apiVersion",
                "pods/pod.yaml|{apiVersion: v1, kind: Pod, metadata: {name: a}, sepc: {}}|pod.yaml:1:50: unknown field \"sepc\""
            })
    void badInputIsToldWithItsPlaceBeforeAnythingIsStarted(
            String name, String content, String message, @TempDir Path scenarios)
            throws IOException {
        Files.writeString(scenarios.resolve("scenario.yaml"), "title: Mine\n");
        Files.createDirectories(scenarios.resolve("pods"));
        Path file = scenarios.resolve(name);
        String before = Files.exists(file) && !content.startsWith("titel") ? "title: Mine\n" : "";
        Files.writeString(file, before + content + "\n");

        Map<String, String> settings = Map.of("tck.scenarios", scenarios.toString());
        assertThat(failures(run(settings, Suites.Green.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining(message));
        assertThat(FakeResources.CALLS).isEmpty();
    }

    @Test
    void whatFailsAtTheEndIsToldAfterTheResultIsWritten() {
        FakeResources.failToClose = true;

        EngineExecutionResults results = run(Map.of(), Suites.Green.class);

        assertThat(failures(results))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining(
                                                "the kit failed: the VM would not stop"));
        assertThat(FakeSink.SHOWN).containsExactly(result());
        assertThat(verdict("demo.each.one").verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aClassWithoutCellsIsToldSo() {
        assertThat(failures(run(Map.of(), Suites.NoCells.class)))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining("need @RootlessKubernetes"));
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void anUnknownCellIsToldBeforeAnythingIsStarted() {
        assertThat(failures(run(Map.of("tck.cell", "dokcer"), Suites.Green.class)))
                .singleElement()
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining("-Dtck.cell=dokcer")
                                        .hasMessageContaining("docker-containerd-runc-v1.37.2"));
        assertThat(FakeResources.CALLS).isEmpty();
    }

    @Test
    void aSecondRunReplacesTheEvidenceOfTheFirst() throws Exception {
        run(Map.of(), Suites.Green.class);
        Path stale = output.resolve("evidence/docker-containerd-runc-v1.37.2/stale.log");
        Files.writeString(stale, "old");

        run(Map.of(), Suites.Green.class);

        assertThat(stale).doesNotExist();
    }

    @Test
    void theSameRunGivesTheSameResultWhateverTheOrderOfClasses() {
        run(Map.of(), Suites.Green.class, Suites.Drifting.class);
        List<String> forth = cell().claims().stream().map(ClaimVerdict::claim).toList();
        run(Map.of(), Suites.Drifting.class, Suites.Green.class);

        assertThat(cell().claims()).extracting(ClaimVerdict::claim).isEqualTo(forth).isSorted();
    }

    private EngineExecutionResults run(Map<String, String> settings, Class<?>... suites) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(
                        Arrays.stream(suites)
                                .map(suite -> selectClass(suite))
                                .toArray(DiscoverySelector[]::new))
                .configurationParameter(TckRun.HOME, home().toString())
                .configurationParameter(TckRun.RESOURCES, FakeResources.class.getName())
                .configurationParameter(TckRun.SINK, FakeSink.class.getName())
                .configurationParameter("tck.output", output.toString())
                .configurationParameters(settings)
                .execute();
    }

    private static Path home() {
        try {
            return Path.of(Objects.requireNonNull(RunTest.class.getResource("home")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What any part of the run failed with: tests, classes, and the run as a whole. */
    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow())
                .map(RunTest::asSeen)
                .toList();
    }

    /** JUnit wraps what closing the run throws; runners print the cause as well. */
    private static Throwable asSeen(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof JUnitException && cause != null ? cause : thrown;
    }

    private static List<String> names(EngineExecutionResults results) {
        return results.testEvents().started().stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
    }

    private RunResult result() {
        return ResultFile.read(output.resolve(ResultFile.NAME));
    }

    private CellResult cell() {
        return result().cells().get(0);
    }

    private ClaimVerdict verdict(String claim) {
        return cell().claims().stream()
                .filter(verdict -> verdict.claim().equals(claim))
                .findFirst()
                .orElseThrow();
    }
}
