package io.weir.engine.endive;

import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.engine.CodeCache;
import io.weir.proxywasm.engine.CompiledModule;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.proxywasm.engine.ImportResolver;
import io.weir.proxywasm.engine.WasmEngine;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles modules to JVM classes. Holds nothing but its cache: closing it is a formality. */
final class EndiveEngine implements WasmEngine {
  static final String NAME = "endive";

  /** Of the compiler that generates the classes, and of {@link MachineCode#toBytes}. */
  private static final String CACHE = "endive-1.0.0-3";

  private static final Logger log = LoggerFactory.getLogger(EndiveEngine.class);

  private final @Nullable CodeCache cache;

  EndiveEngine(EngineOptions options) {
    this.cache = CodeCache.open(options.cacheDirectory(), CACHE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompiledModule compile(PluginCode code, ImportResolver imports) {
    ParsedModule parsed = ParsedModule.parse(code);
    return new EndiveModule(this, parsed, machineCode(code, parsed), imports);
  }

  private MachineCode machineCode(PluginCode code, ParsedModule parsed) {
    if (cache == null) {
      return compile(parsed);
    }
    Path kept = cache.find(code.sha256());
    if (kept != null) {
      try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(kept)))) {
        return MachineCode.read(in);
      } catch (IOException | RuntimeException e) {
        log.warn("{}: {}, compiling again", kept, e.toString());
      }
    }
    MachineCode compiled = compile(parsed);
    cache.store(code.sha256(), compiled.toBytes());
    return compiled;
  }

  private static MachineCode compile(ParsedModule parsed) {
    boolean hasMemory = parsed.memory() != null;
    return MachineCode.compile(
        parsed.module(), hasMemory, Set.copyOf(parsed.exportIndices().values()));
  }

  @Override
  public void close() {}
}
