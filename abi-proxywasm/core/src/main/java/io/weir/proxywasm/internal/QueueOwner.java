package io.weir.proxywasm.internal;

import io.weir.proxywasm.host.SharedQueues;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The shared queues that one VM has registered (spec: "Shared Queue"). Any thread may enqueue; the
 * guest hears of it with {@code proxy_on_queue_ready}, once for each item, in a task of its own on
 * its worker. A VM owns nothing before it is adopted: one that is only started to be tried must not
 * take a queue from a VM that serves.
 */
final class QueueOwner {
  private static final int CALLS_AT_ONCE = 8; // of one queue, then it is the next one's turn

  private static final class Owned {
    final String name;
    final AtomicInteger ready = new AtomicInteger();

    Owned(String name) {
      this.name = name;
    }
  }

  private final GuestVm vm;
  private final int limit;
  private final RootCallbacks root;
  private final IntConsumer owner = this::onItem;
  private final Map<Integer, Owned> owned = new ConcurrentHashMap<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile @Nullable Executor executor;

  QueueOwner(GuestVm vm, int limit, RootCallbacks root) {
    this.vm = vm;
    this.limit = limit;
    this.root = root;
  }

  private SharedQueues queues() {
    return vm.services().sharedQueues();
  }

  private String vmId() {
    return vm.spec().vmId();
  }

  /** The token of the queue, or 0 past a limit. */
  int register(String name) {
    int token = queues().resolve(vmId(), name);
    if (owned.size() >= limit && !owned.containsKey(token)) {
      return 0;
    }
    if (token == 0) {
      token = queues().open(vmId(), name);
    }
    if (token == 0) {
      return 0;
    }
    owned.putIfAbsent(token, new Owned(name));
    if (executor != null) {
      queues().register(vmId(), name, owner);
    }
    return token;
  }

  /** Becomes the one that hears of items; of those that came before nobody did, it is told once. */
  void adopt(Executor executor) {
    this.executor = executor;
    owned.forEach(
        (token, queue) -> {
          queues().register(vmId(), queue.name, owner);
          if (!queues().isEmpty(token)) {
            onItem(token);
          }
        });
  }

  /** On the thread of whoever has put the item there. */
  private void onItem(int token) {
    Owned queue = owned.get(token);
    if (queue != null) {
      queue.ready.incrementAndGet();
      schedule();
    }
  }

  private void schedule() {
    Executor now = executor;
    if (now != null && scheduled.compareAndSet(false, true)) {
      now.execute(this::deliver);
    }
  }

  /** On the VM's thread. A task makes a few calls only: others have work there, too. */
  private void deliver() {
    scheduled.set(false); // first: what is put there from now on has a task again
    owned.forEach(this::deliver);
  }

  private void deliver(int token, Owned queue) {
    for (int calls = 0; queue.ready.get() > 0 && !root.isDeaf(); calls++) {
      if (calls == CALLS_AT_ONCE) {
        schedule();
        return;
      }
      queue.ready.decrementAndGet();
      root.call(vm.exports().onQueueReady, token, 0);
    }
  }

  void close() {
    owned.keySet().forEach(token -> queues().unregister(token, owner));
    owned.clear();
    executor = null;
  }
}
