package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.util.Arrays;
import java.util.HexFormat;

/** The first eight bytes of a WebAssembly binary (core specification, section 5.5.16). */
final class WasmMagic {
  private static final byte[] MODULE = HexFormat.of().parseHex("0061736d01000000");
  private static final byte[] COMPONENT = HexFormat.of().parseHex("0061736d0d000100");

  private WasmMagic() {}

  /**
   * @throws RegistryException when {@code wasm} does not begin as a core module
   */
  static void require(byte[] wasm) {
    byte[] head = Arrays.copyOf(wasm, Math.min(wasm.length, MODULE.length));
    if (Arrays.equals(head, MODULE)) {
      return;
    }
    if (Arrays.equals(head, COMPONENT)) {
      throw new RegistryException(
          Reason.NOT_A_PLUGIN,
          "it is a WebAssembly component, not a core module",
          "build it for wasip1, as a proxy-wasm plugin");
    }
    throw new RegistryException(
        Reason.NOT_A_PLUGIN,
        "not a WebAssembly module: it begins %s (expected: %s), %d bytes"
            .formatted(hex(head), hex(MODULE), wasm.length),
        "check the build, and that the file was not cut short");
  }

  private static String hex(byte[] head) {
    return head.length == 0 ? "with nothing" : HexFormat.of().formatHex(head);
  }
}
