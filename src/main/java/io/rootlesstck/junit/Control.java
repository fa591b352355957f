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
 * Runs a method once for each claim that it names, to show that the claim's test can fail.
 *
 * <p>It passes when what it tries fails in the stated way, and throws an {@link AssertionError}
 * when it does not: the claim is then {@code BROKEN}, for its positive result shows nothing.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(ClaimTemplate.class)
public @interface Control {
    /** Ids of claims, or prefixes with a trailing {@code *}. */
    String[] value();

    /** As in {@link Claim#scenario()}. */
    String scenario() default "";
}
