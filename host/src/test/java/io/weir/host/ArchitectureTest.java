package io.weir.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions inside the module; those between modules are Maven's. */
@AnalyzeClasses(packages = "io.weir.host", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BOOT = "io.weir.host.boot..";
  private static final String ADMIN = "io.weir.host.admin..";
  private static final String CONFIG = "io.weir.host.config..";

  @ArchTest
  static final ArchRule only_the_control_side_knows_micronaut =
      noClasses()
          .that()
          .resideOutsideOfPackages(BOOT, ADMIN, CONFIG)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micronaut..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobody_knows_boot =
      noClasses()
          .that()
          .resideOutsideOfPackage(BOOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BOOT);

  @ArchTest
  static final ArchRule only_boot_knows_admin =
      noClasses()
          .that()
          .resideOutsideOfPackages(BOOT, ADMIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ADMIN);

  @ArchTest
  static final ArchRule configuration_knows_no_other_part_of_the_host =
      noClasses()
          .that()
          .resideInAPackage(CONFIG)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.weir.host..").and(resideOutsideOfPackage(CONFIG)));

  @ArchTest
  static final ArchRule administration_works_through_the_configuration =
      noClasses()
          .that()
          .resideInAPackage(ADMIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.host.net..",
              "io.weir.host.stream..",
              "io.weir.host.route..",
              "io.weir.host.upstream..",
              "io.weir.host.callout..",
              "io.weir.host.worker..");

  @ArchTest
  static final ArchRule only_configuration_reads_yaml =
      noClasses()
          .that()
          .resideOutsideOfPackage(CONFIG)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yaml..", "com.fasterxml.jackson.dataformat.yaml..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_boot_reads_the_command_line =
      classes()
          .that()
          .resideInAPackage("io.weir.host..")
          .and()
          .resideOutsideOfPackage(BOOT)
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("picocli..");
}
