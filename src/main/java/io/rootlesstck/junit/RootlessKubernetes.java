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
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs a test class once for each selected cell, and gathers a verdict on every claim it tests.
 *
 * <pre>{@code
 * @RootlessKubernetes
 * class MyNode {
 *     @Test
 *     void isReady(Kubelets kubelets) {
 *         assertThat(kubelets.running(kubelets.documented())).isReady();
 *     }
 * }
 * }</pre>
 *
 * <p>Its tests are methods with {@link Claim} or {@link Control}, which give a claim its verdict,
 * or with JUnit's own annotations. They, constructors, and methods before and after each test may
 * ask for the {@link io.rootlesstck.cell.Cell}, the {@link TestScope} and for whatever the cell's
 * {@link CellResources} offer: a {@link io.rootlesstck.cluster.Cluster}, its {@link
 * io.rootlesstck.node.RootlessNode}, the {@link io.rootlesstck.host.Host} and what starts daemons
 * there ({@link io.rootlesstck.junit.live}). Tests of claims may also ask for the {@link
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
@ResourceLock(providers = OneAfterAnother.class)
@ExtendWith({CellTemplate.class, CellExtension.class})
public @interface RootlessKubernetes {}
