package io.weir.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
              "io.weir.proxywasm..",
              "java..",
              "javax.crypto..",
              "javax.net..",
              "at.favre.lib..",
              "com.nimbusds..",
              "io.netty..",
              "com.fasterxml.jackson..",
              "com.networknt.schema..",
              "org.apache.commons.compress..",
              "com.samskivert.mustache..",
              "org.commonmark..",
              "com.google.re2j..",
              "org.yaml.snakeyaml..",
              "com.github.benmanes.caffeine..",
              "org.slf4j..",
              "org.jspecify..",
              "software.amazon.awssdk..",
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
          .resideInAnyPackage("io.weir.registry.*..");

  @ArchTest
  static final ArchRule ONLY_THE_SERVER_KNOWS_THE_TRANSPORT =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.weir.registry.server")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule ONLY_S3_KNOWS_ITS_CLIENT =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.weir.registry.s3")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule PARTS_FORM_NO_CYCLE =
      slices().matching("io.weir.registry.(*)..").should().beFreeOfCycles();
}
