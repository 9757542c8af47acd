package io.weir.proxywasm.tck.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CodeCache;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.WasmEngine;
import io.weir.proxywasm.tck.wat.Wat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled code kept on disk. */
abstract class CacheContract extends EngineContract {
  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);
  private static final PluginCode TRIPLE =
      PluginCode.of(
          Wat.assemble(
              """
              (module
                (import "env" "host" (func $host (param i32) (result i32)))
                (memory (export "memory") 1)
                (func (export "triple") (param i32) (result i32)
                  (call $host (i32.mul (local.get 0) (i32.const 3)))))
              """));

  @TempDir Path directory;

  CacheContract(EngineUnderTest underTest) {
    super(underTest);
  }

  @Test
  void aSecondEngineUsesWhatTheFirstKept() throws IOException {
    assertEquals(22, run(7));
    List<Path> kept = entries();
    assertTrue(!kept.isEmpty(), "nothing was kept");
    for (Path file : kept) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
    assertEquals(25, run(8));
    for (Path file : kept) {
      assertEquals(LONG_AGO, Files.getLastModifiedTime(file), "compiled again: " + file);
    }
  }

  @Test
  void aDamagedEntryIsCompiledAgain() throws IOException {
    assertEquals(22, run(7));
    for (Path file : entries()) {
      byte[] content = Files.readAllBytes(file);
      content[content.length / 2] ^= 1;
      Files.write(file, content);
    }
    assertEquals(25, run(8));
  }

  /** Its digest is right, so it is the engine that must refuse it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "no code at all", "\0\7machine\0\0\0\0\0\0\0\1\0\1c\377\377\377\377"})
  void anEntryThatIsNoCodeIsCompiledAgain(String content) {
    assertEquals(22, run(7));
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    for (Path file : entries()) {
      if (!file.toString().endsWith(".digest")) {
        Path folder = Objects.requireNonNull(file.getParent());
        CodeCache cache = CodeCache.open(folder.getParent(), String.valueOf(folder.getFileName()));
        Objects.requireNonNull(cache).store(String.valueOf(file.getFileName()), bytes);
      }
    }
    assertEquals(25, run(8));
    assertEquals(28, run(9), "and the entry is a good one again");
  }

  private int run(int value) {
    try (WasmEngine caching = underTest().open(new EngineOptions(directory));
        CompiledModule module = caching.compile(TRIPLE, imported -> (host, args) -> args[0] + 1);
        var instance = module.instantiate(this, LIMITS)) {
      return function(instance, "triple").call(value);
    }
  }

  private List<Path> entries() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
