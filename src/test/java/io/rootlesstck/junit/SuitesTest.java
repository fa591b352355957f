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
import java.util.Properties;
import java.util.Set;
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
                    Settings.of(new Properties()),
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

    private List<ClaimMethod.Case> cases(ClaimMethod method) {
        Cell cell = run.matrix().select(run.settings()).get(0);
        return method.cases(run, cell);
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
