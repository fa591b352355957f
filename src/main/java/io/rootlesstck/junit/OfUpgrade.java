package io.rootlesstck.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a suite is about a runtime that takes over from an older one: none of its tests is made
 * in a cell that comes from none ({@code tck.upgrade.from}).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OfUpgrade {}
