package io.rootlesstck.junit;

import io.rootlesstck.scenario.Need;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a test needs besides what its scenario needs; without it the test is NOT_RUN. On a
 * class it is said of all its tests.
 */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    /** What has to be there. */
    Need[] value();
}
