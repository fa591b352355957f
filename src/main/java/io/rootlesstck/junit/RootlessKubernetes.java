package io.rootlesstck.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class once for each selected cell, and gathers a verdict on every claim it tests.
 *
 * <p>Its tests are methods with {@link Claim} or {@link Control}. They, and the class's lifecycle
 * methods, may ask for a {@link io.rootlesstck.cell.Cell} and for whatever the cell's {@link
 * CellResources} offer; tests also for the {@link io.rootlesstck.claim.PageClaim}, the {@link
 * Subject}, the {@link io.rootlesstck.scenario.Scenario} and a {@link ClaimReport}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith({CellTemplate.class, CellExtension.class})
public @interface RootlessKubernetes {}
