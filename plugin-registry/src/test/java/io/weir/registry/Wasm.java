package io.weir.registry;

import java.util.Arrays;
import java.util.HexFormat;

/** Modules for tests: valid heads with a custom section of chosen content. */
public final class Wasm {
  private Wasm() {}

  /** The smallest module. */
  public static byte[] empty() {
    return HexFormat.of().parseHex("0061736d01000000");
  }

  /** A module of {@code size} bytes (at least 16) whose content depends on {@code seed}. */
  public static byte[] ofSize(int size, long seed) {
    byte[] wasm = new byte[size];
    new java.util.Random(seed).nextBytes(wasm);
    byte[] head = empty();
    System.arraycopy(head, 0, wasm, 0, head.length);
    return wasm;
  }

  /** The head of a component. */
  public static byte[] component() {
    return Arrays.copyOf(HexFormat.of().parseHex("0061736d0d000100"), 20);
  }
}
