package io.weir.host.overload;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap was in use when it was collected last. What is in use now says little: it
 * grows to the limit between two collections of a healthy process.
 */
final class HeapUse {
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
  private final long limit = Runtime.getRuntime().maxMemory();

  private long seenCollections;
  private int seenPercent;
  private boolean unsure;

  /** In percent of the limit; 0 before the first collection. One thread at a time. */
  int percent() {
    long count = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      count += collector.getCollectionCount();
    }
    boolean changed = count != seenCollections;
    if (changed || unsure) { // else it would make objects for each memory pool for nothing
      unsure = changed; // the count may be there a moment before the rest
      seenCollections = count;
      seenPercent = measured();
    }
    return seenPercent;
  }

  private int measured() {
    GcInfo last = last();
    if (last == null) {
      return 0;
    }
    long used = 0;
    for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage after = last.getMemoryUsageAfterGc().get(pool.getName());
      if (pool.getType() == java.lang.management.MemoryType.HEAP && after != null) {
        used += after.getUsed();
      }
    }
    return (int) (used * 100 / limit);
  }

  private @Nullable GcInfo last() {
    GcInfo last = null;
    for (GarbageCollectorMXBean collector : collectors) {
      GcInfo info = collector.getLastGcInfo();
      if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
        last = info;
      }
    }
    return last;
  }
}
