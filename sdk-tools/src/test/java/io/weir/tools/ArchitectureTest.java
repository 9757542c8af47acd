package io.weir.tools;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions inside the module; those between modules are Maven's. */
@AnalyzeClasses(packages = "io.weir.tools", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule commands_stand_on_what_they_share =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("commands")
          .definedBy("io.weir.tools.plugin..", "io.weir.tools.route..")
          .layer("parts")
          .definedBy("io.weir.tools.admin..", "io.weir.tools.artifact..", "io.weir.tools.module..")
          .layer("shared")
          .definedBy("io.weir.tools.cli..")
          .whereLayer("commands")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("parts")
          .mayOnlyBeAccessedByLayers("commands");

  @ArchTest
  static final ArchRule no_package_needs_itself_through_another =
      slices().matching("io.weir.tools.(*)..").should().beFreeOfCycles();
}
