package io.rootlesstck.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a suite is about nodes of one flavour: in other cells none of its tests is made. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OfFlavour {
    /** The flavour, as {@code matrix.yaml} names it. */
    String value();
}
