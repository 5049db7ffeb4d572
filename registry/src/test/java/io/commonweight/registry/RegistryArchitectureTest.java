package io.commonweight.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.commonweight.registry.access.RequiresRole;
import io.commonweight.registry.account.NeedsAccount;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Maven cannot enforce. */
class RegistryArchitectureTest {
  private static final JavaClasses REGISTRY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.commonweight.registry");

  private static final List<Class<? extends Annotation>> ENDPOINT =
      List.of(
          GET.class, HEAD.class, PUT.class, POST.class, PATCH.class, DELETE.class, OPTIONS.class);

  @Test
  void featuresDoNotFormCycles() {
    slices().matching("io.commonweight.registry.(*)..").should().beFreeOfCycles().check(REGISTRY);
  }

  @Test
  void entitiesStayInsideTheirFeature() {
    classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate().check(REGISTRY);
  }

  @Test
  void dependenciesComeThroughConstructors() {
    noFields().should().beAnnotatedWith(Inject.class).check(REGISTRY);
  }

  @Test
  void timeComesFromTheInjectedClock() {
    noClasses().should().callMethod(Instant.class, "now").check(REGISTRY);
  }

  @Test
  void everyEndpointSaysWhomItAnswers() {
    methods()
        .that(
            DescribedPredicate.describe(
                "are endpoints", method -> ENDPOINT.stream().anyMatch(method::isAnnotatedWith)))
        .should()
        .beAnnotatedWith(Anyone.class)
        .orShould()
        .beAnnotatedWith(RequiresRole.class)
        .orShould()
        .beAnnotatedWith(NeedsAccount.class)
        .check(REGISTRY);
  }
}
