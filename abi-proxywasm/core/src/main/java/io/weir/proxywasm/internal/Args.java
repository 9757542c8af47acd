package io.weir.proxywasm.internal;

import io.weir.proxywasm.WasmResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reading host-call arguments and giving answers, shared by the call families. */
final class Args {
  static final int OK = WasmResult.OK.code();
  static final int NOT_FOUND = WasmResult.NOT_FOUND.code();
  static final int BAD_ARGUMENT = WasmResult.BAD_ARGUMENT.code();

  private Args() {}

  static int i(long[] args, int index) {
    return (int) args[index];
  }

  /** The bytes whose pointer and size are arguments {@code index} and {@code index + 1}. */
  static byte[] bytes(GuestVm vm, long[] args, int index) {
    return vm.readBytes(i(args, index), i(args, index + 1));
  }

  /** The pairs whose pointer and size are there, or null when they are not of the form. */
  static @Nullable SimpleHeaderMap pairs(GuestVm vm, long[] args, int index) {
    byte[] bytes = vm.readBytes(i(args, index), i(args, index + 1), PairsCodec.MAX_BYTES);
    return bytes == null ? null : PairsCodec.decode(bytes);
  }

  /** A number as properties have it: eight bytes, little-endian. */
  static byte[] u64(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /** As {@link #bytes}, one byte a char. */
  static String string(GuestVm vm, long[] args, int index) {
    return vm.readString(i(args, index), i(args, index + 1));
  }
}
