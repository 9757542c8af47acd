package io.weir.engine.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.engine.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFileTest {
  @TempDir Path directory;

  @Test
  void thePropertyComesBeforeTheEnvironment() throws IOException {
    Path first = Files.createFile(directory.resolve("first.so"));
    Path second = Files.createFile(directory.resolve("second.so"));
    Map<String, String> environment = Map.of(LibraryFile.VARIABLE, second.toString());
    assertEquals(
        first,
        LibraryFile.find(Map.of(LibraryFile.PROPERTY, first.toString())::get, environment::get));
    assertEquals(second, LibraryFile.find(name -> null, environment::get));
  }

  @Test
  void aFolderStandsForTheFileInIt() throws IOException {
    Path file = Files.createFile(directory.resolve(LibraryFile.fileName()));
    assertEquals(
        file, LibraryFile.find(name -> null, Map.of(LibraryFile.VARIABLE, directory + "")::get));
  }

  @Test
  void theHomeHasItInLib() throws IOException {
    Path lib = Files.createDirectory(directory.resolve("lib"));
    Path file = Files.createFile(lib.resolve(LibraryFile.fileName()));
    assertEquals(
        file, LibraryFile.find(name -> null, Map.of(LibraryFile.HOME, directory + "")::get));
  }

  @Test
  void saysWhatIsMissingAndTheRemedy() {
    Path missing = directory.resolve("gone.so");
    EngineUnavailableException named =
        assertThrows(
            EngineUnavailableException.class,
            () ->
                LibraryFile.find(
                    name -> null, Map.of(LibraryFile.VARIABLE, missing.toString())::get));
    assertTrue(String.valueOf(named.getMessage()).contains(missing.toString()));
    EngineUnavailableException unset =
        assertThrows(
            EngineUnavailableException.class, () -> LibraryFile.find(name -> null, name -> null));
    assertTrue(String.valueOf(unset.getMessage()).contains("fetch-wasmtime"));
  }

  @Test
  void aFileThatIsNoLibraryIsNoEngine() throws IOException {
    Path file = Files.writeString(directory.resolve("text.so"), "not a library");
    EngineUnavailableException refused =
        assertThrows(EngineUnavailableException.class, () -> Native.load(file));
    assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()));
  }
}
