package io.weir.host.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.OverloadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OverloadMonitorTest {
  private final List<Boolean> told = new ArrayList<>();
  private final AtomicInteger collections = new AtomicInteger();
  private int heap;
  private int direct;

  private OverloadMonitor monitor() {
    OverloadMonitor monitor =
        new OverloadMonitor(() -> heap, () -> direct, told::add, collections::incrementAndGet);
    monitor.settings(new OverloadSettings(0, 90, 80));
    return monitor;
  }

  @Test
  void shedsWhileTheHeapIsFullAndStopsWellBelow() {
    OverloadMonitor monitor = monitor();
    heap = 89;
    monitor.look();
    assertEquals(List.of(), told);
    heap = 90;
    monitor.look();
    monitor.look();
    assertEquals(List.of(true), told);
    assertTrue(monitor.isShedding());
    heap = 88;
    monitor.look();
    assertTrue(monitor.isShedding(), "it must not come and go with each request");
    heap = 86;
    monitor.look();
    assertEquals(List.of(true, false), told);
    assertFalse(monitor.isShedding());
  }

  @Test
  void directMemoryCountsByItself() {
    OverloadMonitor monitor = monitor();
    direct = 80;
    monitor.look();
    assertEquals(List.of(true), told);
    assertEquals(0, collections.get(), "no collection frees what the heap does not hold");
  }

  /** Refusing requests allocates little: without this nobody would see that the heap is free. */
  @Test
  void askForOneCollectionAtATimeWhileTheHeapIsFull() {
    OverloadMonitor monitor = monitor();
    heap = 99;
    monitor.look();
    monitor.look();
    assertEquals(1, collections.get());
  }
}
