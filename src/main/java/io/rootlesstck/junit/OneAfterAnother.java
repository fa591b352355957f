package io.rootlesstck.junit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Keeps the tests of a class from running side by side where JUnit runs in parallel: they share a
 * node. Tests of claims say so themselves; those with JUnit's own annotations cannot.
 */
final class OneAfterAnother implements ResourceLocksProvider {
    @Override
    public Set<Lock> provideForMethod(
            List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        boolean ofClaim =
                AnnotationSupport.isAnnotated(testMethod, Claim.class)
                        || AnnotationSupport.isAnnotated(testMethod, Control.class);
        return ofClaim ? Set.of() : Set.of(new Lock("node of " + testClass.getName()));
    }
}
