package io.rootlesstck.junit;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/**
 * Puts the tests of one scenario next to each other, claims before controls, so that what a
 * scenario starts need be started once.
 */
final class ByScenario implements MethodOrderer {
    @Override
    public void orderMethods(MethodOrdererContext context) {
        context.getMethodDescriptors()
                .sort(
                        Comparator.<MethodDescriptor, Boolean>comparing(
                                        descriptor -> isControl(descriptor.getMethod()))
                                .thenComparing(descriptor -> scenario(descriptor.getMethod()))
                                .thenComparing(descriptor -> descriptor.getMethod().getName()));
    }

    private static boolean isControl(Method method) {
        return method.isAnnotationPresent(Control.class);
    }

    private static String scenario(Method method) {
        return Optional.ofNullable(method.getAnnotation(Claim.class))
                .map(Claim::scenario)
                .or(
                        () ->
                                Optional.ofNullable(method.getAnnotation(Control.class))
                                        .map(Control::scenario))
                .orElse("");
    }
}
