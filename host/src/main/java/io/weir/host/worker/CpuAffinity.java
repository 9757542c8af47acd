package io.weir.host.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds threads to processors, so that a worker keeps its caches and leaves the other processors to
 * others. Linux only ({@code sched_setaffinity(2)}); elsewhere threads stay where they are, which
 * is said once.
 */
final class CpuAffinity {
  private static final Logger log = LoggerFactory.getLogger(CpuAffinity.class);

  /** As glibc's {@code cpu_set_t}: 1,024 processors. */
  private static final int MASK_BYTES = 128;

  private final List<Integer> cpus;

  CpuAffinity(List<Integer> cpus) {
    this.cpus = cpus;
    if (!cpus.isEmpty() && setAffinity().isEmpty()) {
      log.warn("--cpus is left out of account: this system cannot bind threads to processors");
    }
  }

  /** Binds the calling thread, the one with this number, to the processor that is its turn. */
  void bind(int thread) {
    if (!cpus.isEmpty()) {
      setAffinity().ifPresent(call -> bind(call, cpus.get(thread % cpus.size())));
    }
  }

  private static void bind(MethodHandle setAffinity, int cpu) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      mask.set(ValueLayout.JAVA_BYTE, cpu / Byte.SIZE, (byte) (1 << cpu % Byte.SIZE));
      int failed = (int) setAffinity.invokeExact(0, (long) MASK_BYTES, mask);
      if (failed != 0) {
        log.warn(
            "processor {}: a worker cannot be bound to it (is it one of this machine's, and of the"
                + " process's own set?)",
            cpu);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setaffinity cannot be called", e);
    }
  }

  private static Optional<MethodHandle> setAffinity() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("sched_setaffinity")
        .map(
            address ->
                linker.downcallHandle(
                    address,
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS)));
  }
}
