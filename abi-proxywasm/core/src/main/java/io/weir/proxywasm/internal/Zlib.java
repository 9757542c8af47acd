package io.weir.proxywasm.internal;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.ForeignFunctions.Result;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Envoy's foreign functions {@code compress} and {@code uncompress}: the zlib format. */
final class Zlib {
  private static final int CHUNK = 16 << 10;

  // What a guest may have compressed or unpacked in one host call, which cannot be interrupted.
  private static final int MAX_BYTES = 1 << 20;

  private Zlib() {}

  static Result compress(byte[] bytes, AbiLimits limits) {
    if (bytes.length > most(limits)) {
      return Result.of(WasmResult.BAD_ARGUMENT);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
    }
    return Result.ok(out.toByteArray());
  }

  static Result uncompress(byte[] bytes, AbiLimits limits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(bytes);
      while (!inflater.finished() && out.size() <= most(limits)) {
        int length = inflater.inflate(chunk);
        if (length == 0 && !inflater.finished()) {
          return Result.of(WasmResult.SERIALIZATION_FAILURE); // cut short, or needs a dictionary
        }
        out.write(chunk, 0, length);
      }
    } catch (DataFormatException e) {
      return Result.of(WasmResult.SERIALIZATION_FAILURE);
    }
    return out.size() > most(limits)
        ? Result.of(WasmResult.SERIALIZATION_FAILURE)
        : Result.ok(out.toByteArray());
  }

  private static long most(AbiLimits limits) {
    return Math.min(MAX_BYTES, limits.memoryBytes());
  }
}
