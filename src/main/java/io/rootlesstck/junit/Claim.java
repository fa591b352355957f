package io.rootlesstck.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs a method once for each claim that it names, to show that the claim holds.
 *
 * <p>An {@link AssertionError} says that the claim does not hold, {@link NotRun} that it could not
 * be tested, anything else that the kit or the machine failed.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(ClaimTemplate.class)
public @interface Claim {
    /** Ids of claims, or prefixes with a trailing {@code *}. */
    String[] value();

    /**
     * The scenario that the test tries, which has to list the claim; with a trailing {@code *}, one
     * test for each that lists it.
     */
    String scenario() default "";
}
