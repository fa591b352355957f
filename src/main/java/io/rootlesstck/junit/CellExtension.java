package io.rootlesstck.junit;

import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.scenario.Scenario;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.Outcome.Status;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests what they ask for, and records how each of them ended, whichever phase failed.
 *
 * <p>Registered before any extension of the test class, so that its after-callbacks come last and
 * see what every other one threw.
 */
final class CellExtension
        implements BeforeEachCallback,
                AfterTestExecutionCallback,
                AfterEachCallback,
                AfterClassTemplateInvocationCallback,
                AfterAllCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                InvocationInterceptor,
                ParameterResolver,
                TestWatcher {

    // --- parameters and construction

    /** Constructors belong to their test: so are what they ask for, and what they throw. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(
            ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> constructor,
            ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable thrown) {
            throw seen(context, thrown);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        ClassScope scope = classScope(context).orElse(null);
        if (scope == null) {
            return false;
        }
        if (type == Cell.class || type == TestScope.class || scope.run().offers(type)) {
            return true;
        }
        return isOfClaim(parameter.getParameter()) && claimTest(context).isPresent();
    }

    private static boolean isOfClaim(Parameter parameter) {
        Class<?> type = parameter.getType();
        return type == PageClaim.class
                || type == ClaimReport.class
                || type == Scenario.class
                || (type == String.class && parameter.isAnnotationPresent(Subject.class));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        ClassScope scope = classScope(context).orElseThrow();
        if (type == Cell.class) {
            return scope.cell();
        }
        Optional<ClaimTest> test = claimTest(context);
        if (isOfClaim(parameter.getParameter())) {
            return ofClaim(type, test.orElseThrow());
        }
        TestScope narrowest = test.map(ClaimTest::scope).orElse(scope);
        return type == TestScope.class ? narrowest : scope.lease().get().parameter(type, narrowest);
    }

    private static Object ofClaim(Class<?> type, ClaimTest test) {
        if (type == PageClaim.class) {
            return test.claim();
        }
        if (type == ClaimReport.class) {
            return test.report();
        }
        if (type == Scenario.class) {
            return orMissing(test.scenario(), "the annotation of the test names no scenario");
        }
        return orMissing(
                test.claim().subject(), "the claim " + test.claim().id() + " has no subject");
    }

    private static Object orMissing(@Nullable Object value, String message) {
        if (value == null) {
            throw new ParameterResolutionException(message);
        }
        return value;
    }

    // --- the course of one test

    @Override
    public void beforeEach(ExtensionContext context) {
        claimTest(context).ifPresent(ClaimTest::start);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        keepEvidence(context, context.getExecutionException().orElse(null));
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        throw seen(context, thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        throw seen(context, thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        throw seen(context, thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        throw seen(context, thrown);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        throw seen(context, thrown);
    }

    /** What no handler above saw: an abort in another extension's callback. */
    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        reddenAbort(context);
    }

    /** What was thrown around the class in one cell. */
    @Override
    public void afterClassTemplateInvocation(ExtensionContext context) throws Exception {
        recordForClass(context);
    }

    /** What was thrown around the class in all cells: JUnit calls its BeforeAll methods once. */
    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        recordForClass(context);
    }

    private static void recordForClass(ExtensionContext context) throws Exception {
        Throwable thrown = context.getExecutionException().orElse(null);
        if (thrown != null) {
            recordForAll(context, thrown);
        }
        reddenAbort(context);
    }

    private static void reddenAbort(ExtensionContext context) throws Exception {
        Throwable thrown = context.getExecutionException().orElse(null);
        if (thrown == null) {
            return;
        }
        if (Failures.red(thrown, allowNotRun(context)) instanceof ClaimNotRunException red
                && red != thrown) {
            throw red;
        }
    }

    private static Throwable seen(ExtensionContext context, Throwable thrown) {
        Throwable inner = Failures.unwrap(thrown);
        try {
            keepEvidence(context, inner);
        } catch (RuntimeException | Error e) {
            inner.addSuppressed(e); // the test's own failure is the one to tell
        }
        return inner instanceof AssertionError broken && expectsBroken(context)
                ? new ExpectedDeviation(broken)
                : Failures.red(inner, allowNotRun(context));
    }

    private static boolean expectsBroken(ExtensionContext context) {
        return claimTest(context).filter(ClaimTest::expectsBroken).isPresent();
    }

    private static void keepEvidence(ExtensionContext context, @Nullable Throwable failure) {
        ClaimTest test = claimTest(context).orElse(null);
        if (test == null) {
            scopes(context).forEach(scope -> scope.keepEvidence(scope, failure));
        } else if (test.claimEvidence()) {
            test.keepEvidence(failure);
        }
    }

    private static boolean allowNotRun(ExtensionContext context) {
        return TckRun.of(context).allowNotRun();
    }

    // --- outcomes

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, null);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        record(context, known(cause));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        record(context, known(cause));
    }

    private static Throwable known(@Nullable Throwable cause) {
        return cause != null
                ? cause
                : new IllegalStateException("JUnit told of a failure without its cause");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        NotRun disabled = new NotRun("disabled: " + reason.orElse("no reason is given"));
        Optional<ClaimTest> test = claimTest(context);
        if (test.isPresent()) {
            record(context, disabled);
        } else {
            context.getTestMethod()
                    .flatMap(ClaimMethod::of)
                    .ifPresent(method -> recordForAll(context, List.of(method), disabled));
        }
    }

    private static void record(ExtensionContext context, @Nullable Throwable thrown) {
        Optional<ClassScope> scope = classScope(context);
        Optional<ClaimTest> test = claimTest(context);
        if (scope.isPresent() && test.isPresent()) {
            scope.get().run().add(test.get().claim(), test.get().outcome(thrown));
        } else if (scope.isPresent()) {
            scope.get().run().addOtherTest();
        }
    }

    private static void recordForAll(ExtensionContext context, Throwable thrown) {
        recordForAll(context, ClaimMethod.allOf(context.getRequiredTestClass()), thrown);
    }

    /** A class that cannot be set up or ended says so of every claim that it would have tested. */
    private static void recordForAll(
            ExtensionContext context, List<ClaimMethod> methods, Throwable thrown) {
        RunContext run = TckRun.of(context).context();
        Status status = Failures.status(thrown);
        for (ClassScope scope : scopes(context)) {
            for (ClaimMethod method : methods) {
                for (ClaimMethod.Case which : method.cases(run, scope.cell())) {
                    scope.run()
                            .add(
                                    which.claim(),
                                    new Outcome(
                                            method.role(),
                                            status,
                                            method.title(),
                                            which.scenarioName(),
                                            Failures.reason(thrown),
                                            0,
                                            new TreeMap<>(),
                                            List.of()));
                }
            }
        }
    }

    /** The class in its cell, or in every cell where a lifecycle method runs once for all. */
    private static List<ClassScope> scopes(ExtensionContext context) {
        return classScope(context)
                .map(List::of)
                .orElseGet(
                        () ->
                                TckRun.of(context).cells().stream()
                                        .map(cell -> ClassScope.of(cell, context))
                                        .toList());
    }

    private static Optional<ClassScope> classScope(ExtensionContext context) {
        return Optional.ofNullable(
                context.getStore(TckRun.NAMESPACE).get(ClassScope.class, ClassScope.class));
    }

    private static Optional<ClaimTest> claimTest(ExtensionContext context) {
        return Optional.ofNullable(
                context.getStore(TckRun.NAMESPACE).get(ClaimTest.class, ClaimTest.class));
    }
}
