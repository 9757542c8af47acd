package io.weir.tools.module;

import io.weir.proxywasm.CompiledPlugin;
import io.weir.proxywasm.PluginCode;
import io.weir.proxywasm.PluginException;
import io.weir.tools.cli.ToolException;
import java.util.List;

/**
 * A module that is a proxy-wasm plugin, as it can be told without compiling it.
 *
 * @param code its bytes and digest
 * @param abi the version of the ABI that it is built for: {@code 0.2.1}
 * @param callbacks the exported functions that a gateway calls, sorted
 * @param imports how many host functions it imports
 * @param unimplemented those of them that answer Unimplemented, as {@code module.name}
 */
public record PluginModule(
    PluginCode code, String abi, List<String> callbacks, int imports, List<String> unimplemented) {
  private static final String MARKER = "proxy_abi_version_";

  /**
   * Reads {@code wasm}, which is not to be changed from then on.
   *
   * @param place where it came from, for the message
   * @throws ToolException when it is not whole, or no plugin
   */
  public static PluginModule read(byte[] wasm, String place) {
    PluginCode code = PluginCode.of(wasm);
    try (OutlineEngine engine = new OutlineEngine();
        CompiledPlugin plugin = CompiledPlugin.compile(engine, code)) {
      return new PluginModule(
          code,
          plugin.abi().name().substring(1).replace('_', '.'),
          callbacks(plugin),
          plugin.module().imports().size(),
          plugin.unimplemented());
    } catch (PluginException e) {
      throw new ToolException(
          place + ": " + e.getMessage(),
          "build the plugin again, and check that the file was copied whole",
          e);
    }
  }

  private static List<String> callbacks(CompiledPlugin plugin) {
    return plugin.module().exports().keySet().stream()
        .filter(name -> name.startsWith("proxy_") && !name.startsWith(MARKER))
        .sorted()
        .toList();
  }
}
