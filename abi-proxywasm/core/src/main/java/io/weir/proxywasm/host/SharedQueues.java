package io.weir.proxywasm.host;

import io.weir.proxywasm.WasmResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues shared by all VMs of all workers (spec: "Shared Queue"). Thread-safe, without locks.
 * Bounded in number and in bytes: past the limits a call answers INTERNAL_FAILURE.
 */
public final class SharedQueues {
  private static final int MAX_QUEUES = 10_000;
  private static final long MAX_BYTES = 4L << 20;
  private static final long MAX_TOTAL = 256L << 20; // of all queues together

  private record Key(String vmId, String name) {}

  private final class Queue {
    final int token;
    private final ConcurrentLinkedQueue<byte[]> items = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable IntConsumer owner;

    Queue(int token) {
      this.token = token;
    }

    boolean add(byte[] item) {
      // Taken first, so that writers at once cannot pass the limits together.
      boolean fits = bytes.addAndGet(cost(item)) <= maxBytes;
      if (total.addAndGet(cost(item)) <= MAX_TOTAL && fits) {
        return items.add(item);
      }
      free(item);
      return false;
    }

    private void free(byte[] item) {
      bytes.addAndGet(-cost(item));
      total.addAndGet(-cost(item));
    }

    byte @Nullable [] poll() {
      byte[] item = items.poll();
      if (item != null) {
        free(item);
      }
      return item;
    }

    /** An empty item costs its place in the queue, too. */
    private static long cost(byte[] item) {
      return item.length + 16L;
    }
  }

  private final Map<Key, Queue> byName = new ConcurrentHashMap<>();
  private final Map<Integer, Queue> byToken = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();
  private final AtomicInteger nextToken = new AtomicInteger(1);
  private final int maxQueues;
  private final long maxBytes;

  public SharedQueues() {
    this(MAX_QUEUES, MAX_BYTES);
  }

  /**
   * @param maxQueues how many there may be in all
   * @param maxBytes what one may hold
   */
  public SharedQueues(int maxQueues, long maxBytes) {
    this.maxQueues = maxQueues;
    this.maxBytes = maxBytes;
  }

  /**
   * The queue of this name, made when it is new.
   *
   * @param owner hears of each item from now on, in place of whoever registered before, with the
   *     token; on any thread, so it only passes the word on
   * @return its token, or 0 past the limit
   */
  public int register(String vmId, String name, IntConsumer owner) {
    Queue queue = find(new Key(vmId, name));
    if (queue == null) {
      return 0;
    }
    queue.owner = owner;
    return queue.token;
  }

  /**
   * The queue of this name, made when it is new; whoever owns it goes on to.
   *
   * @return its token, or 0 past the limit
   */
  public int open(String vmId, String name) {
    Queue queue = find(new Key(vmId, name));
    return queue == null ? 0 : queue.token;
  }

  private @Nullable Queue find(Key key) {
    Queue queue = byName.get(key);
    if (queue != null || byName.size() >= maxQueues) {
      return queue;
    }
    return byName.computeIfAbsent(
        key,
        k -> {
          Queue made = new Queue(nextToken.getAndIncrement());
          byToken.put(made.token, made); // first: who finds the name may use the token at once
          return made;
        });
  }

  /** The owner hears no more, unless another has taken its place. */
  public void unregister(int token, IntConsumer owner) {
    Queue queue = byToken.get(token);
    if (queue != null && queue.owner == owner) {
      queue.owner = null;
    }
  }

  /** The token of a queue that somebody has registered, or 0. */
  public int resolve(String vmId, String name) {
    Queue queue = byName.get(new Key(vmId, name));
    return queue == null ? 0 : queue.token;
  }

  /** OK, NOT_FOUND for an unknown token, INTERNAL_FAILURE when it is full. */
  public WasmResult enqueue(int token, byte[] item) {
    Queue queue = byToken.get(token);
    if (queue == null) {
      return WasmResult.NOT_FOUND;
    }
    if (!queue.add(item)) {
      return WasmResult.INTERNAL_FAILURE;
    }
    IntConsumer owner = queue.owner;
    if (owner != null) {
      owner.accept(token);
    }
    return WasmResult.OK;
  }

  /** Whether nothing waits in the queue, or there is none of this token. */
  public boolean isEmpty(int token) {
    Queue queue = byToken.get(token);
    return queue == null || queue.items.isEmpty();
  }

  public boolean exists(int token) {
    return byToken.containsKey(token);
  }

  /** The oldest item, or null when there is none. */
  public byte @Nullable [] dequeue(int token) {
    Queue queue = byToken.get(token);
    return queue == null ? null : queue.poll();
  }
}
