package io.jststream.e2e.document;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the rooms of the house, and a few habits. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jststream");

    @ParameterizedTest
    @CsvSource({
        "sink,        'service, integration, producer, transformer, connect, simulator, local, console'",
        "service,     'sink, integration, producer, transformer, connect, simulator, local, console'",
        "integration, 'sink, producer, transformer, connect, simulator, local, console'",
        "producer,    'sink, transformer, connect, simulator, local, console'",
        "transformer, 'sink, producer, connect, simulator, local, console'",
        "connect,     'sink, producer, transformer, simulator, local, console'",
        "simulator,   'sink, producer, transformer, connect, local, console'",
        "local,       'console'",
        "console,     'simulator, local'"
    })
    void aRoomSeesOnlyTheRoomsBelowIt(String room, String others) {
        for (String other : others.split(", ")) {
            noClasses()
                    .that()
                    .resideInAPackage("io.jststream." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.jststream." + other + "..")
                    .allowEmptyShould(true)
                    .check(HOUSE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "integration, okhttp3..",
        "integration, org.apache.kafka..",
        "integration, java.sql..",
        "transformer, dev.cel..",
        "service, org.apache.kafka..",
        "service, okhttp3..",
        "producer, org.apache.kafka.streams..",
        "producer, java.sql..",
        "transformer, okhttp3..",
        "transformer, java.sql..",
        "simulator, okhttp3..",
        "simulator, org.apache.kafka.."
    })
    void aRoomDoesWithoutTheLibrariesOfOthers(String room, String library) {
        noClasses()
                .that()
                .resideInAPackage("io.jststream." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE);
    }

    /** CEL's own types have it in their signatures. */
    @Test
    void nobodyNeedsGuavaButTheRoomOfExpressions() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.jststream.integration.expression")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.common..", "dev.cel..")
                .check(HOUSE);
    }

    @Test
    void packagesDoNotDependOnOneAnotherInCircles() {
        slices().matching("io.jststream.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyClassIsClosedForInheritanceUnlessItIsAnError() {
        classes()
                .that(DescribedPredicate.describe("are ordinary classes", ArchitectureTest::ordinary))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(HOUSE);
    }

    @Test
    void onlyAMainEndsTheProcess() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(HOUSE);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(HOUSE);
    }

    private static boolean ordinary(JavaClass type) {
        return !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !type.isAssignableTo(Throwable.class)
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
