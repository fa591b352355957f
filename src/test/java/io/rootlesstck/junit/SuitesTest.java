package io.rootlesstck.junit;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.scenario.Scenarios;
import io.rootlesstck.verdict.Ledger;
import io.rootlesstck.verdict.Outcome.Role;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.ReflectionSupport;

/** The suites against the claims and the scenarios, without starting anything. */
class SuitesTest {
    private static final Path HOME = Path.of("scenarios");

    private final Claims claims = Claims.load(HOME.resolve("claims.yaml"));
    private final RunContext run =
            new RunContext(
                    Settings.of(properties("tck.upgrade.from", "containerd-v2.3.7")),
                    claims,
                    Scenarios.load(List.of(HOME), claims),
                    Matrix.load(HOME.resolve("matrix.yaml")),
                    Ledger.empty(),
                    Path.of("target/tck"));
    private final List<ClaimMethod> methods =
            ReflectionSupport.findAllClassesInPackage(
                            "io.rootlesstck.conformance",
                            type -> type.isAnnotationPresent(RootlessKubernetes.class),
                            name -> true)
                    .stream()
                    .flatMap(suite -> ClaimMethod.allOf(suite).stream())
                    .toList();

    @Test
    void everyClaimHasASuite() {
        assertThat(tested(Role.POSITIVE)).isEqualTo(ids(claims.all().stream()));
    }

    @Test
    void everyClaimHasAControlOrSaysWhyNot() {
        assertThat(tested(Role.CONTROL))
                .isEqualTo(ids(claims.all().stream().filter(PageClaim::needsControl)));
    }

    /** Each scenario lists the claims that it is used for, and each test gets what it asks for. */
    @TestFactory
    Stream<DynamicTest> everyTestFitsItsClaimsAndScenario() {
        return methods.stream()
                .map(method -> DynamicTest.dynamicTest(method.title(), () -> checkFits(method)));
    }

    @Test
    void everyScenarioThatListsClaimsIsUsedForThem() {
        Set<String> used = new TreeSet<>();
        methods.forEach(
                method ->
                        cases(method)
                                .forEach(
                                        it -> used.add(it.scenarioName() + " " + it.claim().id())));
        Set<String> listed = new TreeSet<>();
        for (Scenario scenario : run.scenarios().all()) {
            scenario.claims().forEach(claim -> listed.add(scenario.name() + " " + claim.id()));
        }

        assertThat(used).containsAll(listed);
    }

    private void checkFits(ClaimMethod method) {
        for (ClaimMethod.Case which : cases(method)) {
            for (Parameter parameter : method.method().getParameters()) {
                if (parameter.isAnnotationPresent(Subject.class)) {
                    assertThat(which.claim().subject()).as("subject of %s", which).isNotNull();
                }
                if (parameter.getType() == Scenario.class) {
                    assertThat(which.scenario()).as("scenario of %s", which).isNotNull();
                }
            }
        }
    }

    /** In the default cell, and in the first one of each other flavour and runtime. */
    private List<ClaimMethod.Case> cases(ClaimMethod method) {
        Map<String, Cell> byRuntime = new TreeMap<>();
        Stream.concat(run.matrix().select(run.settings()).stream(), run.matrix().cells().stream())
                .forEach(
                        cell ->
                                byRuntime.putIfAbsent(
                                        cell.flavour() + " " + cell.runtimeName(), cell));
        return byRuntime.values().stream()
                .flatMap(cell -> method.cases(run, cell).stream())
                .toList();
    }

    @Test
    void aCellHasTheClaimsOfItsOwnRuntimeAlone() {
        Cell crio =
                run.matrix()
                        .select(Settings.of(properties("tck.runtime", "crio", "tck.oci", "crun")))
                        .get(0);
        Cell usual = run.matrix().select(run.settings()).get(0);

        assertThat(claimsIn(crio))
                .contains("runtime.crio.config", "kubelet.starts.ready")
                .contains("host.prerequisite.writable.containers")
                .noneMatch(id -> id.startsWith("runtime.containerd."))
                .doesNotContain("host.prerequisite.writable.containerd");
        assertThat(claimsIn(usual))
                .contains("runtime.containerd.overlayfs")
                .noneMatch(id -> id.startsWith("runtime.crio."))
                .doesNotContain("host.prerequisite.writable.containers");
    }

    @Test
    void aClaimOfOtherCellsIsTestedByTheirSuitesAlone() {
        for (ClaimMethod method : methods) {
            Class<?> suite = method.method().getDeclaringClass();
            OfFlavour flavour = suite.getAnnotation(OfFlavour.class);
            for (PageClaim claim : method.claims(run)) {
                String test = "%s, which tests %s".formatted(method.title(), claim.id());
                if (claim.cells().flavour() != null) {
                    assertThat(flavour).as(test).isNotNull();
                    assertThat(flavour.value()).as(test).isEqualTo(claim.cells().flavour());
                }
                if (claim.cells().upgrade()) {
                    assertThat(suite).as(test).hasAnnotation(OfUpgrade.class);
                }
            }
        }
    }

    @Test
    void aCellHasAllClaimsButThoseOfOthers() {
        Cell usual = run.matrix().select(run.settings()).get(0);

        assertThat(claimsIn(usual))
                .isEqualTo(
                        ids(
                                claims.all().stream()
                                        .filter(claim -> claim.isAbout(usual.runtimeName()))
                                        .filter(claim -> claim.isMadeFor(usual.kubernetes()))
                                        .filter(
                                                claim ->
                                                        claim.cells()
                                                                .haveFlavour(usual.flavour()))));
    }

    private Set<String> claimsIn(Cell cell) {
        return ids(
                methods.stream()
                        .flatMap(method -> method.cases(run, cell).stream())
                        .map(ClaimMethod.Case::claim));
    }

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    private Set<String> tested(Role role) {
        return ids(
                methods.stream()
                        .filter(method -> method.role() == role)
                        .flatMap(method -> method.claims(run).stream()));
    }

    private static Set<String> ids(Stream<PageClaim> claims) {
        return claims.map(PageClaim::id).collect(toCollection(TreeSet::new));
    }
}
