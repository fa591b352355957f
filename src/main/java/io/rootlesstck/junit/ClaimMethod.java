package io.rootlesstck.junit;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.scenario.Need;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.verdict.Outcome.Role;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A method with {@link Claim} or {@link Control}.
 *
 * @param patterns the ids of claims that it names
 * @param scenario the name or pattern of its scenario, or empty
 */
record ClaimMethod(Method method, Role role, List<String> patterns, String scenario) {

    /** One test that a method stands for. */
    record Case(PageClaim claim, @Nullable Scenario scenario) {
        String scenarioName() {
            return scenario == null ? "" : scenario.name();
        }
    }

    static Optional<ClaimMethod> of(Method method) {
        Claim claim = method.getAnnotation(Claim.class);
        Control control = method.getAnnotation(Control.class);
        if (claim != null && control != null) {
            throw new UsageException(method + " has both @Claim and @Control; it can be one only.");
        }
        if (claim != null) {
            return Optional.of(
                    new ClaimMethod(
                            method, Role.POSITIVE, List.of(claim.value()), claim.scenario()));
        }
        return Optional.ofNullable(control)
                .map(
                        found ->
                                new ClaimMethod(
                                        method,
                                        Role.CONTROL,
                                        List.of(found.value()),
                                        found.scenario()));
    }

    /** Those of a class and of the classes nested in it. */
    static List<ClaimMethod> allOf(Class<?> testClass) {
        List<ClaimMethod> found = new ArrayList<>();
        Set<Method> methods = new LinkedHashSet<>();
        for (var annotation : List.of(Claim.class, Control.class)) {
            methods.addAll(
                    AnnotationSupport.findAnnotatedMethods(
                            testClass, annotation, HierarchyTraversalMode.TOP_DOWN));
        }
        methods.forEach(method -> of(method).ifPresent(found::add));
        for (Class<?> nested :
                ReflectionSupport.findNestedClasses(
                        testClass, type -> AnnotationSupport.isAnnotated(type, Nested.class))) {
            found.addAll(allOf(nested));
        }
        return found;
    }

    /** What it and its class say that it needs, besides its scenario. */
    Set<Need> needs() {
        Set<Need> needs = new LinkedHashSet<>();
        for (AnnotatedElement declared : List.of(method, method.getDeclaringClass())) {
            Needs said = declared.getAnnotation(Needs.class);
            if (said != null) {
                needs.addAll(List.of(said.value()));
            }
        }
        return needs;
    }

    /** The name that results give the test. */
    String title() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** The claims that it names, made for a cell or not. */
    Collection<PageClaim> claims(RunContext run) {
        Set<PageClaim> claims = new LinkedHashSet<>();
        patterns.forEach(pattern -> claims.addAll(run.claims().matching(pattern)));
        return claims;
    }

    private boolean isOf(RunContext run, Cell cell) {
        Class<?> suite = method.getDeclaringClass();
        OfFlavour only = suite.getAnnotation(OfFlavour.class);
        boolean otherFlavour = only != null && !only.value().equals(cell.flavour());
        boolean noUpgrade =
                suite.isAnnotationPresent(OfUpgrade.class)
                        && run.matrix().before(cell, run.settings()).isEmpty();
        return !otherFlavour && !noUpgrade;
    }

    /** The tests that it stands for in a cell: one a claim, or one a claim and scenario. */
    List<Case> cases(RunContext run, Cell cell) {
        List<Case> cases = new ArrayList<>();
        if (!isOf(run, cell)) {
            return cases;
        }
        for (PageClaim claim : claims(run)) {
            if (claim.isAbout(cell.runtimeName()) && claim.isMadeFor(cell.kubernetes())) {
                scenarios(run, claim).forEach(found -> cases.add(new Case(claim, found)));
            }
        }
        return cases;
    }

    private List<@Nullable Scenario> scenarios(RunContext run, PageClaim claim) {
        List<@Nullable Scenario> found = new ArrayList<>();
        if (scenario.isEmpty()) {
            found.add(null);
            return found;
        }
        found.addAll(run.scenarios().matching(scenario, claim));
        if (found.isEmpty()) {
            throw new UsageException(
                    "%s tests the claim %s with the scenario %s,"
                                    .formatted(title(), claim.id(), scenario)
                            + " but its scenario.yaml does not list that claim.");
        }
        return found;
    }
}
