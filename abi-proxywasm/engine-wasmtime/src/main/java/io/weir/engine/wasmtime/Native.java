package io.weir.engine.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.weir.proxywasm.engine.EngineUnavailableException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The library, and native memory by address. Nothing here checks an address: callers own what they
 * touch.
 */
final class Native {
  static final long NULL = 0;

  /**
   * All of the address space; {@code final} and constant, so that accesses compile to plain moves.
   */
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle MALLOC =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("malloc"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(JAVA_LONG));

  private static @Nullable SymbolLookup library;

  private Native() {}

  /**
   * Loads the library unless one is loaded.
   *
   * @throws EngineUnavailableException when the file is no Wasmtime for this machine
   */
  static synchronized void load(Path file) {
    if (library != null) {
      return;
    }
    try {
      SymbolLookup found = SymbolLookup.libraryLookup(file, Arena.global());
      requireApi(file, found);
      library = found;
    } catch (IllegalArgumentException e) {
      throw new EngineUnavailableException(
          "libwasmtime: "
              + file
              + " cannot be loaded ("
              + e.getMessage()
              + "; expected: a library for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " and this C library)",
          e);
    }
  }

  private static void requireApi(Path file, SymbolLookup found) {
    // the youngest of the functions used here
    String newest = "wasmtime_config_concurrency_support_set";
    if (found.find(newest).isEmpty()) {
      throw new EngineUnavailableException(
          "libwasmtime: " + file + " has no " + newest + " (expected: Wasmtime 50)", null);
    }
  }

  /** A function of the library that may call back or take long. */
  static MethodHandle function(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(symbol(name), type);
  }

  /** A function that returns at once and never calls back: called without a thread transition. */
  static MethodHandle leaf(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(symbol(name), type, Linker.Option.critical(false));
  }

  private static synchronized MemorySegment symbol(String name) {
    if (library == null) {
      throw new IllegalStateException("libwasmtime is not loaded");
    }
    return library.findOrThrow(name);
  }

  /** A pointer through which native code calls {@code target}, which must not throw. */
  static long upcall(MethodHandle target, FunctionDescriptor type, Arena arena) {
    return LINKER.upcallStub(target, type, arena).address();
  }

  static long malloc(long bytes) {
    try {
      long address = (long) MALLOC.invokeExact(bytes);
      if (address == NULL) {
        throw new OutOfMemoryError("malloc of " + bytes + " bytes");
      }
      return address;
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Memory of zeroes. */
  static long calloc(long bytes) {
    long address = malloc(bytes);
    ALL.asSlice(address, bytes).fill((byte) 0);
    return address;
  }

  static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static long getLong(long address) {
    return ALL.get(JAVA_LONG, address);
  }

  static void putLong(long address, long value) {
    ALL.set(JAVA_LONG, address, value);
  }

  static int getInt(long address) {
    return ALL.get(JAVA_INT, address);
  }

  static byte getByte(long address) {
    return ALL.get(JAVA_BYTE, address);
  }

  static void putByte(long address, byte value) {
    ALL.set(JAVA_BYTE, address, value);
  }

  /** A malloced copy of {@code bytes}, never null. */
  static long copyOf(byte[] bytes) {
    long address = malloc(Math.max(1, bytes.length));
    MemorySegment.copy(bytes, 0, ALL, JAVA_BYTE, address, bytes.length);
    return address;
  }

  static String string(long address, long length) {
    byte[] bytes = ALL.asSlice(address, length).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What a method handle threw: downcalls themselves throw only errors. */
  static RuntimeException rethrow(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }
}
