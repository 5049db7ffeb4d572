package io.commonweight.demo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What Maven cannot enforce of the libraries that robots and auditors embed. */
class LibrariesArchitectureTest {
  private static final String[] LIBRARIES = {
    "io.commonweight.cards..", "io.commonweight.sdk..", "io.commonweight.federation.."
  };
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.commonweight");

  @Test
  void librariesKnowNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(LIBRARIES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..", "jakarta..", "org.apache.kafka..", "org.hibernate..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void dependenciesPointOneWay() {
    noClasses()
        .that()
        .resideInAPackage("io.commonweight.cards..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.commonweight.sdk..", "io.commonweight.federation..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.commonweight.sdk..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.commonweight.federation..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.commonweight.embedded..")
        .should()
        .dependOnClassesThat(
            not(resideInAPackage("io.commonweight.embedded.."))
                .and(resideInAPackage("io.commonweight..")))
        .check(CLASSES);
  }

  @Test
  void timeIsPassedIn() {
    noClasses()
        .that()
        .resideInAnyPackage(LIBRARIES)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void theRoundEngineDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("io.commonweight.federation..")
        .and()
        // The edge: what asks a registry, and what reads files of updates.
        .resideOutsideOfPackages(
            "io.commonweight.federation.follow..", "io.commonweight.federation.recompute..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.file..", "io.commonweight.sdk.registry..")
        .check(CLASSES);
  }

  @Test
  void featuresDoNotFormCycles() {
    slices().matching("io.commonweight.federation.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.commonweight.demo.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesAreNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .and()
        .resideInAnyPackage(LIBRARIES)
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(CLASSES);
  }
}
