package io.weir.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes small modules for tests: functions imported by name, one empty function exported. */
public final class WasmBytes {
  private static final int I32 = 0x7f;

  private final List<byte[]> imports = new ArrayList<>();
  private final List<String> exports = new ArrayList<>();
  private int maxParams;

  /** A module that says it is a plugin of ABI 0.2.1, with a callback. */
  public static byte[] plugin() {
    return new WasmBytes()
        .imports("env", "proxy_log", 3)
        .exports("proxy_abi_version_0_2_1")
        .exports("proxy_on_request_headers")
        .bytes();
  }

  /** Imports a function of {@code params} i32 parameters and one i32 result. */
  public WasmBytes imports(String module, String name, int params) {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    name(one, module);
    name(one, name);
    one.write(0);
    one.write(params + 1);
    imports.add(one.toByteArray());
    maxParams = Math.max(maxParams, params);
    return this;
  }

  /** Imports a memory, which plugins may not. */
  public WasmBytes importsMemory() {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    name(one, "env");
    name(one, "memory");
    one.writeBytes(new byte[] {2, 0, 1});
    imports.add(one.toByteArray());
    return this;
  }

  public WasmBytes exports(String name) {
    exports.add(name);
    return this;
  }

  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    section(out, 1, types());
    section(out, 2, vector(imports));
    section(out, 3, new byte[] {1, 0});
    section(out, 5, new byte[] {1, 0, 1});
    section(out, 7, exported());
    section(out, 10, new byte[] {1, 2, 0, 0x0b});
    return out.toByteArray();
  }

  /** Type 0 is {@code () -> ()}, type n + 1 takes n parameters and gives one result. */
  private byte[] types() {
    List<byte[]> types = new ArrayList<>();
    types.add(new byte[] {0x60, 0, 0});
    for (int params = 0; params <= maxParams; params++) {
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      one.write(0x60);
      one.write(params);
      for (int i = 0; i < params; i++) {
        one.write(I32);
      }
      one.writeBytes(new byte[] {1, I32});
      types.add(one.toByteArray());
    }
    return vector(types);
  }

  private byte[] exported() {
    List<byte[]> all = new ArrayList<>();
    all.add(memory());
    for (String each : exports) {
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      name(one, each);
      one.write(0);
      one.write(imports.size());
      all.add(one.toByteArray());
    }
    return vector(all);
  }

  private static byte[] memory() {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    name(one, "memory");
    one.writeBytes(new byte[] {2, 0});
    return one.toByteArray();
  }

  private static byte[] vector(List<byte[]> items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(items.size());
    items.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static void section(ByteArrayOutputStream out, int id, byte[] content) {
    out.write(id);
    number(out, content.length);
    out.writeBytes(content);
  }

  private static void name(ByteArrayOutputStream out, String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    number(out, utf8.length);
    out.writeBytes(utf8);
  }

  private static void number(ByteArrayOutputStream out, int value) {
    int left = value;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}
