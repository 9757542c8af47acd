package io.weir.tools.plugin;

import io.weir.proxywasm.PluginCode;
import io.weir.registry.PluginArtifact;
import io.weir.registry.plugin.module.PluginModule;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.artifact.PluginSource;
import io.weir.tools.artifact.SpecFile;
import io.weir.tools.module.EngineTrial;
import io.weir.tools.module.ModuleFile;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a plugin.
 *
 * @param source where it came from, a reference or a file
 * @param layout how it lies there: {@code higress}, {@code cncf}, ...; {@code file} on disk
 * @param manifestDigest null on disk
 * @param code the module's bytes
 * @param info null without a spec
 * @param trial null when it was not compiled
 */
record Inspection(
    String source,
    String layout,
    @Nullable String manifestDigest,
    PluginCode code,
    PluginModule module,
    @Nullable PluginInfo info,
    @Nullable EngineTrial trial) {

  static Inspection of(Path path) {
    PluginSource source = PluginSource.open(path);
    String place = source.module().toString();
    PluginModule module = ModuleFile.read(source.wasm(), place);
    String spec = source.spec();
    PluginInfo info = spec == null ? null : SpecFile.read(spec, source.specPlace());
    return new Inspection(place, "file", null, code(source.wasm(), module), module, info, null);
  }

  static Inspection of(String reference, PluginArtifact artifact) {
    PluginModule module = ModuleFile.read(artifact.wasm(), reference);
    String spec = artifact.spec();
    PluginInfo info = spec == null ? null : SpecFile.read(spec, "spec.yaml of " + reference);
    String layout = artifact.layout().name().toLowerCase(Locale.ROOT);
    return new Inspection(
        reference,
        layout,
        artifact.pinDigest().toString(),
        code(artifact.wasm(), module),
        module,
        info,
        null);
  }

  /** The same, compiled with an engine; may take seconds. */
  Inspection compiled() {
    EngineTrial result = EngineTrial.run(code, source);
    return new Inspection(source, layout, manifestDigest, code, module, info, result);
  }

  private static PluginCode code(byte[] wasm, PluginModule module) {
    return new PluginCode(wasm, module.digest().hex());
  }
}
