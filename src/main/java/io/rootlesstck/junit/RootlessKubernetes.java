package io.rootlesstck.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs a test class once for each selected cell, and gathers a verdict on every claim it tests.
 *
 * <p>Its tests are methods with {@link Claim} or {@link Control}. They, constructors, and methods
 * before and after each test may ask for the {@link io.rootlesstck.cell.Cell}, the {@link
 * TestScope} and for whatever the cell's {@link CellResources} offer; tests also for the {@link
 * io.rootlesstck.claim.PageClaim}, the {@link Subject}, the {@link
 * io.rootlesstck.scenario.Scenario} and a {@link ClaimReport}.
 *
 * <p>Where JUnit runs in parallel, classes run side by side, each on a host that it has for itself;
 * the tests of a class run one after another.
 *
 * <p>JUnit calls methods before and after all tests once for all cells, so that they are given
 * nothing. What the tests of a class share in a cell is made by {@link TestScope#perClass}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@Execution(ExecutionMode.CONCURRENT)
@TestMethodOrder(ByScenario.class)
@ExtendWith({CellTemplate.class, CellExtension.class})
public @interface RootlessKubernetes {}
