package io.weir.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.weir.registry", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule STANDS_ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.registry..",
              "java..",
              "javax.net..",
              "io.netty..",
              "com.fasterxml.jackson..",
              "org.apache.commons.compress..",
              "org.slf4j..",
              "org.jspecify..",
              "picocli..");

  @ArchTest
  static final ArchRule CLIENT_KNOWS_NO_SERVER =
      noClasses()
          .that()
          .resideInAPackage("io.weir.registry")
          .and()
          .doNotHaveSimpleName("Main")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.weir.registry.server");

  @ArchTest
  static final ArchRule PROTOCOL_KNOWS_NO_TRANSPORT =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Endpoint")
          .or()
          .haveSimpleNameEndingWith("Store")
          .or()
          .haveSimpleName("DistributionHandler")
          .or()
          .haveSimpleName("AccessControl")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");
}
