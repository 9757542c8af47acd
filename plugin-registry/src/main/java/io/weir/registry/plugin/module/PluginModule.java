package io.weir.registry.plugin.module;

import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.engine.InvalidModuleException;
import io.weir.registry.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A module that is a proxy-wasm plugin, as it can be told without compiling it.
 *
 * @param digest of its bytes
 * @param size in bytes
 * @param abi the version of the ABI that it is built for: {@code 0.2.1}
 * @param callbacks the exported functions that a gateway calls, sorted
 * @param imports the functions that it imports, as {@code module.name}, in order
 * @param unimplemented those of them that the host answers with Unimplemented
 * @param capabilities what of the host it can use
 * @param language null when nothing tells
 */
public record PluginModule(
    Digest digest,
    long size,
    String abi,
    List<String> callbacks,
    List<String> imports,
    List<String> unimplemented,
    Set<Capability> capabilities,
    @Nullable Language language) {
  private static final String MARKER = "proxy_abi_version_";
  private static final byte[] NOT_NEEDED = {};

  public PluginModule {
    callbacks = List.copyOf(callbacks);
    imports = List.copyOf(imports);
    unimplemented = List.copyOf(unimplemented);
    capabilities = Set.copyOf(capabilities);
  }

  /**
   * Reads {@code wasm}.
   *
   * @throws PluginException when it is not whole, or no plugin
   */
  public static PluginModule read(byte[] wasm) {
    try {
      return read(new ByteArrayInputStream(wasm));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /**
   * Reads a module to its end, in memory that does not grow with its code; {@code wasm} stays the
   * caller's.
   *
   * @throws PluginException when it is not whole, or no plugin
   * @throws IOException when the stream fails
   */
  public static PluginModule read(InputStream wasm) throws IOException {
    DigestInputStream bytes = new DigestInputStream(wasm, Digest.Algorithm.SHA256.newHash());
    ModuleBytes module = new ModuleBytes(bytes);
    ModuleOutline outline;
    try {
      outline = SectionReader.read(module);
    } catch (InvalidModuleException e) {
      throw new PluginException(
          PluginException.Phase.LOAD,
          "not a WebAssembly module that can run here: " + e.getMessage(),
          e);
    }
    Digest digest = Digest.finish(Digest.Algorithm.SHA256, bytes.getMessageDigest().digest());
    return of(outline, digest, module.position());
  }

  private static PluginModule of(ModuleOutline outline, Digest digest, long size) {
    PluginCode code = new PluginCode(NOT_NEEDED, digest.hex());
    try (OutlineEngine engine = new OutlineEngine(outline);
        CompiledPlugin plugin = CompiledPlugin.compile(engine, code)) {
      return new PluginModule(
          digest,
          size,
          plugin.abi().name().substring(1).replace('_', '.'),
          callbacks(outline),
          outline.imports().stream().map(Object::toString).toList(),
          plugin.unimplemented(),
          Capability.of(outline),
          Language.detect(outline));
    }
  }

  private static List<String> callbacks(ModuleOutline outline) {
    return outline.exports().keySet().stream()
        .filter(name -> name.startsWith("proxy_") && !name.startsWith(MARKER))
        .sorted()
        .toList();
  }
}
