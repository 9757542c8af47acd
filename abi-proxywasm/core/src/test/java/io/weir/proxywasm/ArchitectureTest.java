package io.weir.proxywasm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The core is a library of its own: it knows no proxy, no framework and no engine. */
@AnalyzeClasses(packages = "io.weir.proxywasm", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule core_stands_alone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.sun.management..",
              "org.jspecify.annotations..",
              "org.slf4j..",
              "io.weir.proxywasm..");

  @ArchTest
  static final ArchRule engines_know_nothing_of_the_abi =
      noClasses()
          .that()
          .resideInAPackage("io.weir.proxywasm.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.weir.proxywasm.host..", "io.weir.proxywasm.internal..");

  @ArchTest
  static final ArchRule embedders_implement_without_knowing_the_inside =
      noClasses()
          .that()
          .resideInAPackage("io.weir.proxywasm.host..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.weir.proxywasm.internal..");
}
