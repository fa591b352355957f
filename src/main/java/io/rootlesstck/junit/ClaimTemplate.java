package io.rootlesstck.junit;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.verdict.Outcome.Role;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a method once for each claim that it names. */
final class ClaimTemplate implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return true; // when none of its claims is made for the cell's version; the result says so
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        ClassScope scope = scope(context);
        RunContext run = TckRun.of(context).context();
        ClaimMethod method = ClaimMethod.of(context.getRequiredTestMethod()).orElseThrow();
        for (PageClaim claim : method.claims(run)) {
            // One about another runtime is none of this cell's at all.
            if (claim.isAbout(scope.cell().runtimeName())
                    && !claim.isMadeFor(scope.cell().kubernetes())) {
                scope.run().addNotMade(claim);
            }
        }
        return method.cases(run, scope.cell()).stream()
                .map(which -> new OfClaim(method, which, scope));
    }

    private static ClassScope scope(ExtensionContext context) {
        @Nullable ClassScope scope =
                context.getStore(TckRun.NAMESPACE).get(ClassScope.class, ClassScope.class);
        if (scope == null) {
            throw new UsageException(
                    "%s: @Claim and @Control need @RootlessKubernetes on the class."
                            .formatted(context.getRequiredTestClass().getName()));
        }
        return scope;
    }

    private record OfClaim(ClaimMethod method, ClaimMethod.Case which, ClassScope scope)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "[%s] %s%s%s"
                    .formatted(
                            scope.cell().id(),
                            method.role() == Role.CONTROL ? "control of " : "",
                            which.claim().id(),
                            which.scenarioName().isEmpty()
                                    ? ""
                                    : " (" + which.scenarioName() + ")");
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Preparation(this));
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            context.getStore(TckRun.NAMESPACE)
                    .computeIfAbsent(
                            ClaimTest.class,
                            key -> new ClaimTest(method, which, scope),
                            ClaimTest.class);
        }
    }

    /** Prepares the test before its constructor, which may fail; JUnit itself does so after it. */
    private record Preparation(OfClaim invocation) implements TestInstancePreConstructCallback {
        @Override
        public ExtensionContextScope getTestInstantiationExtensionContextScope(
                ExtensionContext rootContext) {
            return ExtensionContextScope.TEST_METHOD;
        }

        @Override
        public void preConstructTestInstance(
                TestInstanceFactoryContext factory, ExtensionContext context) {
            if (context.getTestMethod().isPresent()) {
                invocation.prepareInvocation(context);
            }
        }
    }
}
