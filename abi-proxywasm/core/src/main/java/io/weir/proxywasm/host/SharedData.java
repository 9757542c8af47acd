package io.weir.proxywasm.host;

import io.weir.proxywasm.WasmResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Key-value pairs shared by all VMs of all workers, by namespace. Thread-safe, without locks that a
 * guest could hold. Bounded: past the limits a write answers INTERNAL_FAILURE.
 */
public final class SharedData {
  private static final int MAX_KEYS = 1_000_000;
  private static final int USUAL_KEYS = 100_000;
  private static final int USUAL_VALUE = 1 << 20;

  /**
   * @param value never changed
   * @param cas the version to give for a conditional write, never 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Entry(byte[] value, int cas) {}

  private record Key(String namespace, String key) {}

  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> keys = new ConcurrentHashMap<>();
  // One counter for all, starting at 1: Rust and Go compare-and-set loops expect a non-zero
  // version.
  private final AtomicInteger nextCas = new AtomicInteger(1);

  private final int maxKeys;

  public SharedData() {
    this(MAX_KEYS);
  }

  /**
   * @param maxKeys how many keys there may be, of all namespaces together
   */
  public SharedData(int maxKeys) {
    this.maxKeys = maxKeys;
  }

  public @Nullable Entry get(String namespace, String key) {
    return entries.get(new Key(namespace, key));
  }

  /** With the usual limits: 100,000 keys in the namespace, of at most 1 MiB. */
  public WasmResult set(String namespace, String key, byte[] value, int cas) {
    return set(namespace, key, value, cas, USUAL_KEYS, USUAL_VALUE);
  }

  /**
   * Writers at once may go past a number of keys by one each.
   *
   * @param cas 0: whatever is there; else it must be the present version. A missing key takes any.
   * @param mostKeys how many keys the namespace may have
   * @param mostBytes the largest value
   * @return OK, CAS_MISMATCH, or INTERNAL_FAILURE past the limits
   */
  public WasmResult set(
      String namespace, String key, byte[] value, int cas, int mostKeys, int mostBytes) {
    Key k = new Key(namespace, key);
    LongAdder own = keys.computeIfAbsent(namespace, n -> new LongAdder());
    boolean full = entries.size() >= maxKeys || own.sum() >= mostKeys;
    if (value.length > mostBytes || (full && !entries.containsKey(k))) {
      return WasmResult.INTERNAL_FAILURE;
    }
    Entry next = new Entry(value, freshCas());
    Entry now =
        entries.compute(
            k,
            (ignored, old) -> {
              if (old == null) {
                own.increment();
              }
              return old != null && cas != 0 && old.cas != cas ? old : next;
            });
    return now == next ? WasmResult.OK : WasmResult.CAS_MISMATCH;
  }

  private int freshCas() {
    return nextCas.getAndUpdate(c -> c == -1 ? 1 : c + 1);
  }
}
