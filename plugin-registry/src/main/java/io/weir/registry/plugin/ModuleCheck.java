package io.weir.registry.plugin;

import io.weir.proxywasm.PluginException;
import io.weir.registry.Descriptor;
import io.weir.registry.LimitedInputStream;
import io.weir.registry.PluginArchive;
import io.weir.registry.plugin.module.PluginModule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Whether the module of an artifact is a plugin that runs here. */
final class ModuleCheck {
  /** The most that Istio and Envoy Gateway read. */
  static final int MAX_MODULE = 256 << 20;

  private static final String PLACE = "plugin.wasm";
  private static final int MAX_NAMED = 20;

  private final BlobSource blobs;
  private final List<Problem> problems;

  ModuleCheck(BlobSource blobs, List<Problem> problems) {
    this.blobs = blobs;
    this.problems = problems;
  }

  /** What became of it. */
  sealed interface Result {
    /** A plugin, though there may be problems with it. */
    record Read(PluginModule module) implements Result {}

    /** There is something that should be a plugin and is none; the problems say why. */
    record Bad() implements Result {}

    /** An archive without a module: nothing to do with plugins. */
    record None() implements Result {}
  }

  Result check(PluginParts parts) throws IOException {
    Descriptor layer = parts.module();
    if (layer == null) {
      problems.add(
          Problem.error(
              "layers",
              "no layer, or more than one, that holds the module of layout " + parts.layout(),
              "push one module: `weir plugin push`"));
      return new Result.Bad();
    }
    try (InputStream blob = blobs.open(layer)) {
      if (blob == null) {
        problems.add(
            Problem.error(PLACE, "no blob " + layer.digest(), "push the module with the manifest"));
        return new Result.Bad();
      }
      return parts.packed() ? unpack(parts, blob) : read(blob);
    }
  }

  private Result unpack(PluginParts parts, InputStream blob) throws IOException {
    InputStream wasm;
    try {
      wasm = PluginArchive.open(blob, MAX_MODULE);
    } catch (IOException e) {
      return notThere(parts, "not a readable tar.gz (" + e.getMessage() + ")");
    }
    return wasm == null ? notThere(parts, "no file plugin.wasm in the archive") : read(wasm);
  }

  private Result notThere(PluginParts parts, String why) {
    if (!parts.sure()) {
      return new Result.None();
    }
    problems.add(
        Problem.error("plugin.tar.gz", why, "put plugin.wasm into the tar.gz of the last layer"));
    return new Result.Bad();
  }

  private Result read(InputStream wasm) {
    try {
      PluginModule module =
          PluginModule.read(
              new LimitedInputStream(
                  wasm,
                  MAX_MODULE,
                  "more than " + MAX_MODULE + " bytes (the limit of Istio and others)"));
      describe(module);
      return new Result.Read(module);
    } catch (PluginException e) {
      problems.add(Problem.error(PLACE, String.valueOf(e.getMessage()), remedy(e)));
    } catch (IOException e) {
      problems.add(
          Problem.error(PLACE, "cannot be read: " + e.getMessage(), "build and push it again"));
    }
    return new Result.Bad();
  }

  private static String remedy(PluginException e) {
    return String.valueOf(e.getMessage()).contains("component")
        ? "build it for wasm32-wasip1 as a core module, without componentizing it"
        : "build it again with a proxy-wasm SDK, and check that the file was copied whole";
  }

  private void describe(PluginModule module) {
    if (!module.unimplemented().isEmpty()) {
      problems.add(
          Problem.warning(
              PLACE,
              "it imports %d functions that the host does not have: %s"
                  .formatted(module.unimplemented().size(), named(module.unimplemented())),
              "they answer Unimplemented when called; build it without them if it calls them"));
    }
    if (module.callbacks().stream().noneMatch(each -> each.startsWith("proxy_on_"))) {
      problems.add(
          Problem.warning(
              PLACE,
              "it exports no proxy_on_... function, so nothing ever calls it",
              "export the callbacks, or see that the linker keeps them"));
    }
  }

  private static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
    return names.size() > MAX_NAMED ? first + ", ..." : first;
  }
}
