package io.weir.tools.module;

import io.weir.proxywasm.PluginException;
import io.weir.registry.plugin.module.PluginModule;
import io.weir.tools.cli.ToolException;

/** Reads a module that somebody named. */
public final class ModuleFile {
  private ModuleFile() {}

  /**
   * Reads {@code wasm} without compiling it.
   *
   * @param place where it came from, for the message
   * @throws ToolException when it is not whole, or no plugin
   */
  public static PluginModule read(byte[] wasm, String place) {
    try {
      return PluginModule.read(wasm);
    } catch (PluginException e) {
      throw new ToolException(
          place + ": " + e.getMessage(),
          "build the plugin again, and check that the file was copied whole",
          e);
    }
  }
}
