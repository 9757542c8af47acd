package io.weir.tools.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginSourceTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Path parent = file.getParent();
    Files.createDirectories(parent == null ? folder : parent);
    return Files.writeString(file, text);
  }

  @Test
  void theModuleLiesBesideTheFolderOrInIt() throws IOException {
    Path plugin = Files.createDirectories(folder.resolve("xx/gate"));
    write("xx/gate/plugin.wasm", "inside");
    assertEquals("inside", new String(PluginSource.open(plugin).wasm(), StandardCharsets.UTF_8));

    Path beside = write("xx/out/gate.wasm", "beside");
    assertEquals(beside, PluginSource.open(plugin).module());
  }

  @Test
  void aFileIsAModuleAlone() throws IOException {
    write("spec.yaml", "name: somebody else's");
    PluginSource source = PluginSource.open(write("a.wasm", "x"));

    assertNull(source.spec());
    assertTrue(source.documents().isEmpty());
  }

  @Test
  void aFolderBesideABuildScriptSaysHowToBuild() throws IOException {
    Path plugin = Files.createDirectories(folder.resolve("xx/gate"));
    Path build = write("xx/build", "#!/bin/sh\n");
    assertTrue(build.toFile().setExecutable(true));

    ToolException e = assertThrows(ToolException.class, () -> PluginSource.open(plugin));

    assertTrue(e.getMessage().contains("no built module"), e.getMessage());
    assertEquals("build it first: " + build + " gate", e.remedy());
    assertTrue(e.details().getFirst().contains("xx/out/gate.wasm"), e.details().toString());
  }
}
