package io.weir.proxywasm.host;

import io.weir.proxywasm.WasmResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Key-value pairs shared by all VMs of all workers, by namespace. Thread-safe, without locks that a
 * guest could hold. Bounded: past the limits a write answers INTERNAL_FAILURE.
 */
public final class SharedData {
  private static final int MAX_KEYS = 100_000;
  private static final int MAX_VALUE = 1 << 20;
  private static final int MAX_KEY = 64 << 10;
  private static final long MAX_BYTES = 64L << 20;

  /**
   * @param value never changed
   * @param cas the version to give for a conditional write, never 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Entry(byte[] value, int cas) {}

  /** The keys of one namespace, and what they hold together, keys included. */
  private static final class Namespace {
    final Map<String, Entry> entries = new ConcurrentHashMap<>();
    final AtomicLong bytes = new AtomicLong();
  }

  private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
  // One counter for all, starting at 1: Rust and Go compare-and-set loops expect a non-zero
  // version.
  private final AtomicInteger nextCas = new AtomicInteger(1);

  private final int maxKeys;
  private final long maxBytes;

  public SharedData() {
    this(MAX_KEYS, MAX_BYTES);
  }

  /**
   * @param maxKeys how many keys one namespace may have
   * @param maxBytes what one namespace may hold, keys included
   */
  public SharedData(int maxKeys, long maxBytes) {
    this.maxKeys = maxKeys;
    this.maxBytes = maxBytes;
  }

  public @Nullable Entry get(String namespace, String key) {
    Namespace space = namespaces.get(namespace);
    return space == null ? null : space.entries.get(key);
  }

  /** As {@link #set(String, String, byte[], int, int, int)}, with the limits of this store. */
  public WasmResult set(String namespace, String key, byte[] value, int cas) {
    return set(namespace, key, value, cas, maxKeys, MAX_VALUE);
  }

  /**
   * Writes an entry.
   *
   * @param cas 0: whatever is there; else it must be the present version. A missing key takes any.
   * @param maxKeys how many keys the namespace may have for this writer
   * @param maxValueBytes the largest value of this writer
   * @return OK, CAS_MISMATCH, or INTERNAL_FAILURE past a limit
   */
  public WasmResult set(
      String namespace, String key, byte[] value, int cas, int maxKeys, int maxValueBytes) {
    if (value.length > maxValueBytes || key.length() > MAX_KEY) {
      return WasmResult.INTERNAL_FAILURE;
    }
    Namespace space = namespaces.computeIfAbsent(namespace, n -> new Namespace());
    boolean isNew = !space.entries.containsKey(key);
    if (isNew && space.entries.size() >= Math.min(maxKeys, this.maxKeys)) {
      return WasmResult.INTERNAL_FAILURE;
    }
    // Taken first, so that writers at once cannot pass the limit together.
    if (space.bytes.addAndGet(cost(key, value)) > maxBytes) {
      space.bytes.addAndGet(-cost(key, value));
      return WasmResult.INTERNAL_FAILURE;
    }
    return put(space, key, new Entry(value, freshCas()), cas);
  }

  private static WasmResult put(Namespace space, String key, Entry next, int cas) {
    @Nullable Entry[] before = {null};
    Entry now =
        space.entries.compute(
            key,
            (ignored, old) -> {
              before[0] = old;
              return old != null && cas != 0 && old.cas != cas ? old : next;
            });
    Entry gone = now == next ? before[0] : next;
    if (gone != null) {
      space.bytes.addAndGet(-cost(key, gone.value));
    }
    return now == next ? WasmResult.OK : WasmResult.CAS_MISMATCH;
  }

  /** An entry costs its place, too. */
  private static long cost(String key, byte[] value) {
    return key.length() + value.length + 64L;
  }

  private int freshCas() {
    return nextCas.getAndUpdate(c -> c == -1 ? 1 : c + 1);
  }
}
