package io.weir.host.boot;

import java.util.HexFormat;

/** The plugin of a rehearsal: it makes every request one of the consumer "rehearsal". */
final class RehearsalPlugin {
  /**
   * In text:
   *
   * <pre>{@code
   * (module
   *   (import "env" "proxy_add_header_map_value"
   *     (func (param i32 i32 i32 i32 i32) (result i32)))
   *   (memory (export "memory") 1)
   *   (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
   *     i32.const 0
   *     i32.const 0
   *     i32.const 10
   *     i32.const 10
   *     i32.const 9
   *     call 0)
   *   (func (export "proxy_abi_version_0_2_1"))
   *   (data (i32.const 0) "x-consumerrehearsal"))
   * }</pre>
   *
   * <p>Both of the host call's and the callback's answers are 0 when all is well.
   */
  static final byte[] MODULE =
      HexFormat.of()
          .parseHex(
              "0061736d01000000"
                  + "01140360057f7f7f7f7f017f60037f7f7f017f600000"
                  + "02220103656e761a70726f78795f6164645f6865616465725f6d61705f76616c75650000"
                  + "0303020102"
                  + "0503010001"
                  + "073f03066d656d6f7279020018"
                  + "70726f78795f6f6e5f726571756573745f68656164657273000117"
                  + "70726f78795f6162695f76657273696f6e5f305f325f310002"
                  + "0a13020e0041004100410a410a410910000b02000b"
                  + "0b19010041000b13782d636f6e73756d657272656865617273616c");

  private RehearsalPlugin() {}
}
