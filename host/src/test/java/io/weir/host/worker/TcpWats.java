package io.weir.host.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tiny plugins for TCP connections. */
final class TcpWats {
  private TcpWats() {}

  /** A plugin with the host calls of TCP at hand, a string at 16, and functions of its own. */
  static String plugin(Path folder, String name, String text, String functions) throws IOException {
    return Wats.module(
        folder,
        name,
        """
        (module
          (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
          (import "env" "proxy_get_property"
            (func $property (param i32 i32 i32 i32) (result i32)))
          (import "env" "proxy_set_buffer_bytes"
            (func $set (param i32 i32 i32 i32 i32) (result i32)))
          (import "env" "proxy_continue_stream" (func $continue (param i32) (result i32)))
          (import "env" "proxy_close_stream" (func $close (param i32) (result i32)))
          (import "env" "proxy_set_effective_context" (func $effective (param i32) (result i32)))
          (import "env" "proxy_http_call"
            (func $call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (global $context (mut i32) (i32.const 0))
          (data (i32.const 16) "%s")
          (func (export "proxy_abi_version_0_2_1"))
          (func (export "malloc") (param i32) (result i32) (i32.const 4096))
          %s)
        """
            .formatted(escaped(text.getBytes(StandardCharsets.ISO_8859_1)), functions));
  }

  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(String.format("\\%02x", b));
    }
    return text.toString();
  }

  /** Puts its text before what the client sends; {@code buffer} 2 is the client's, 3 the other. */
  static String prefix(Path folder, String name, String text, int buffer) throws IOException {
    String callback = buffer == 2 ? "downstream" : "upstream";
    return plugin(
        folder,
        name,
        text,
        """
        (func (export "proxy_on_%s_data") (param i32 i32 i32) (result i32)
          (if (i32.eqz (local.get 2)) (then
            (drop (call $set (i32.const %d) (i32.const 0) (i32.const 0)
              (i32.const 16) (i32.const %d)))))
          (i32.const 0))
        """
            .formatted(callback, buffer, text.length()));
  }

  /** Shows a property to the client, before what the upstream sends. */
  static String showsProperty(Path folder, String name, String path) throws IOException {
    return plugin(
        folder,
        name,
        path,
        """
        (func (export "proxy_on_upstream_data") (param i32 i32 i32) (result i32)
          (i32.store (i32.const 8) (i32.const 0))
          (if (i32.eqz (local.get 2)) (then
            (drop (call $property (i32.const 16) (i32.const %d) (i32.const 4) (i32.const 8)))
            (drop (call $set (i32.const 3) (i32.const 0) (i32.const 0)
              (i32.load (i32.const 4)) (i32.load (i32.const 8))))))
          (i32.const 0))
        """
            .formatted(path.length()));
  }

  /** Logs a letter for each callback, and who closed. */
  static String logs(Path folder, String name) throws IOException {
    String say = "(drop (call $log (i32.const 2) (i32.const %d) (i32.const 1)))";
    return plugin(
        folder,
        name,
        "NduDU012xlz",
        """
        (func (export "proxy_on_new_connection") (param i32) (result i32) %s (i32.const 0))
        (func (export "proxy_on_downstream_data") (param i32 i32 i32) (result i32)
          %s (i32.const 0))
        (func (export "proxy_on_upstream_data") (param i32 i32 i32) (result i32)
          %s (i32.const 0))
        (func (export "proxy_on_downstream_connection_close") (param i32 i32)
          %s
          (drop (call $log (i32.const 2) (i32.add (i32.const 21) (local.get 1)) (i32.const 1))))
        (func (export "proxy_on_upstream_connection_close") (param i32 i32)
          %s
          (drop (call $log (i32.const 2) (i32.add (i32.const 21) (local.get 1)) (i32.const 1))))
        (func (export "proxy_on_done") (param i32) (result i32) %s (i32.const 1))
        (func (export "proxy_on_log") (param i32) %s)
        (func (export "proxy_on_delete") (param i32) %s)
        """
            .formatted(
                say.formatted(16),
                say.formatted(17),
                say.formatted(18),
                say.formatted(19),
                say.formatted(20),
                say.formatted(24),
                say.formatted(25),
                say.formatted(26)));
  }
}
