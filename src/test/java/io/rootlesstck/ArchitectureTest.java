package io.rootlesstck;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.rootlesstck.junit.Claim;
import io.rootlesstck.junit.Control;
import io.rootlesstck.junit.RootlessKubernetes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows between packages point inwards only: up this list of layers, never down. */
class ArchitectureTest {
    private static final String ROOT = "io.rootlesstck.";

    /** Innermost first. Packages of one layer may know each other, but not in a circle. */
    private static final List<List<String>> LAYERS =
            List.of(
                    List.of("base"),
                    List.of("document"),
                    List.of("claim", "scenario", "cell", "verdict"),
                    List.of("evidence"),
                    List.of("host", "component", "image"),
                    List.of("node", "cluster"),
                    List.of("assertions", "junit"),
                    List.of("report", "diff", "doctor", "lint", "explain", "cli"));

    static {
        // What libraries are made of is of no interest here, and would be read for half a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    // Not ImportOption.DoNotIncludeTests: it knows Maven's usual build directory only.
    private static final JavaClasses KIT =
            new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .importPackages("io.rootlesstck");

    private static final JavaClasses SUITES =
            new ClassFileImporter().importPackages("io.rootlesstck.conformance");

    static List<Integer> layers() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < LAYERS.size(); i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aLayerKnowsNothingOfTheOnesAroundIt(int layer) {
        List<String> outer =
                LAYERS.subList(layer + 1, LAYERS.size()).stream().flatMap(List::stream).toList();

        noClasses()
                .that(resideInAnyPackage(named(LAYERS.get(layer))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(named(outer)))
                .because("arrows point inwards: " + LAYERS)
                .allowEmptyShould(true) // packages of later work are listed before they are there
                .check(KIT);
    }

    @Test
    void everyPackageHasItsLayer() {
        classes()
                .should()
                .resideInAnyPackage(named(LAYERS.stream().flatMap(List::stream).toList()))
                .check(KIT);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(KIT);
    }

    @Test
    void recordsAndTheirFilesNeedNoEngineAndNoCluster() {
        noClasses()
                .that(resideInAnyPackage(named(List.of("document", "claim", "scenario", "cell"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.testcontainers..",
                        "com.github.dockerjava..",
                        "io.fabric8..",
                        "org.zeroturnaround..",
                        "org.junit..")
                .check(KIT);
    }

    @Test
    void noProcessIsStartedFromOneString() {
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class, String[].class)
                .because("a string that a shell or a tokenizer takes apart can be made to run more")
                .check(KIT);
    }

    @Test
    void noSleepStandsForACondition() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .because("what is waited for can be asked for: Awaitility")
                .check(KIT);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(KIT.getDefaultPackage().getSubpackagesInTree())
                .filteredOn(found -> !found.getClasses().isEmpty())
                .filteredOn(found -> found.getName().startsWith(ROOT))
                .extracting(JavaPackage::getName, found -> found.isAnnotatedWith(NullMarked.class))
                .allSatisfy(found -> assertThat(found.toList()).last().isEqualTo(true));
    }

    @Test
    void testsOfClaimsStandInClassesThatRunOnceACell() {
        DescribedPredicate<JavaClass> suites =
                describe(
                        "suites",
                        type ->
                                type.isAnnotatedWith(RootlessKubernetes.class)
                                        || type.getEnclosingClass().isPresent());

        methods()
                .that()
                .areAnnotatedWith(Claim.class)
                .or()
                .areAnnotatedWith(Control.class)
                .should()
                .beDeclaredInClassesThat(are(suites))
                .allowEmptyShould(true)
                .check(SUITES);
    }

    @Test
    void noSuiteIsSwitchedOff() {
        noClasses()
                .should()
                .beAnnotatedWith(Disabled.class)
                .because("a claim that is not tested has to be NOT_RUN, with its reason")
                .allowEmptyShould(true)
                .check(SUITES);
        noMethods().should().beAnnotatedWith(Disabled.class).allowEmptyShould(true).check(SUITES);
    }

    private static String[] named(List<String> packages) {
        return packages.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
    }
}
