package io.weir.host.worker;

import io.weir.proxywasm.tck.wat.Wat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tiny plugins, written for one test each. */
final class Wats {
  /** Request headers, in the order of the enum of maps. */
  static final int REQUEST_HEADERS = 0;

  /** Response headers. */
  static final int RESPONSE_HEADERS = 2;

  private Wats() {}

  /** A plugin with some functions of its own, in {@code folder}; gives its url. */
  static String plugin(Path folder, String name, String functions) throws IOException {
    return module(
        folder,
        name,
        """
        (module
          (memory (export "memory") 1)
          (func (export "proxy_abi_version_0_2_1"))
          (func (export "malloc") (param i32) (result i32) (i32.const 1024))
          %s)
        """
            .formatted(functions));
  }

  /** A plugin that sets one header in one callback. */
  static String setsHeader(
      Path folder, String name, String callback, int map, String header, String value)
      throws IOException {
    return module(
        folder,
        name,
        """
        (module
          (import "env" "proxy_replace_header_map_value"
            (func $set (param i32 i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 16) "%s%s")
          (func (export "proxy_abi_version_0_2_1"))
          (func (export "malloc") (param i32) (result i32) (i32.const 1024))
          (func (export "%s") (param i32 i32 i32) (result i32)
            (drop (call $set (i32.const %d) (i32.const 16) (i32.const %d)
              (i32.const %d) (i32.const %d)))
            (i32.const 0)))
        """
            .formatted(
                header,
                escaped(value),
                callback,
                map,
                header.length(),
                16 + header.length(),
                value.length()));
  }

  private static String escaped(String value) {
    return value.replace("\r", "\\0d").replace("\n", "\\0a");
  }

  static String module(Path folder, String name, String text) throws IOException {
    return bytes(folder, name, Wat.assemble(text));
  }

  static String bytes(Path folder, String name, byte[] wasm) throws IOException {
    Path file = folder.resolve(name + ".wasm");
    Files.write(file, wasm);
    return file.toUri().toString();
  }
}
