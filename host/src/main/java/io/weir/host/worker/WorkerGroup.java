package io.weir.host.worker;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.weir.host.overload.ConnectionLimit;
import io.weir.host.plugin.VmFactory;
import io.weir.host.upstream.control.UpstreamControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The data plane's workers, and the one thread that accepts connections for them in turn. */
final class WorkerGroup implements AutoCloseable {
  private final Transport transport = Transport.best();
  private final MultiThreadIoEventLoopGroup acceptor;
  private final MultiThreadIoEventLoopGroup loops;
  private final DnsAddressResolverGroup resolver;
  private final ConnectionLimit connections = new ConnectionLimit();
  private final List<Worker> workers = new ArrayList<>();
  private final MultiThreadIoEventLoopGroup control;
  private final UpstreamControl upstreams;

  WorkerGroup(int count, CpuAffinity affinity) {
    acceptor =
        new MultiThreadIoEventLoopGroup(
            1, threads("weir-acceptor", 0, thread -> {}), transport.handlers());
    loops =
        new MultiThreadIoEventLoopGroup(
            count,
            threads("weir-worker", VmFactory.GUEST_STACK_BYTES, affinity::bind),
            transport.handlers());
    resolver =
        new DnsAddressResolverGroup(
            new DnsNameResolverBuilder()
                .datagramChannelType(transport.datagram())
                .socketChannelType(transport.client()));
    for (EventExecutor loop : loops) {
      workers.add(new Worker(workers.size(), (EventLoop) loop, transport, resolver));
    }
    control =
        new MultiThreadIoEventLoopGroup(
            1, threads("weir-upstreams", 0, thread -> {}), transport.handlers());
    EventLoop loop = control.next();
    upstreams =
        new UpstreamControl(
            loop,
            Worker.pools(loop, transport, resolver),
            workers.stream().map(Worker::pools).toList(),
            transport.datagram(),
            transport.client());
  }

  /**
   * @param started runs first on each thread, with its number
   */
  private static ThreadFactory threads(String name, long stackBytes, IntConsumer started) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      int number = count.getAndIncrement();
      Runnable bound =
          () -> {
            started.accept(number);
            task.run();
          };
      return new FastThreadLocalThread(
          Thread.currentThread().getThreadGroup(), bound, name + "-" + number, stackBytes);
    };
  }

  Transport transport() {
    return transport;
  }

  MultiThreadIoEventLoopGroup acceptor() {
    return acceptor;
  }

  MultiThreadIoEventLoopGroup loops() {
    return loops;
  }

  UpstreamControl upstreams() {
    return upstreams;
  }

  /** On the connections of all workers. */
  ConnectionLimit connections() {
    return connections;
  }

  List<Worker> workers() {
    return workers;
  }

  Worker of(EventLoop loop) {
    for (Worker worker : workers) {
      if (worker.loop() == loop) {
        return worker;
      }
    }
    throw new IllegalStateException("a channel on a loop that is no worker's");
  }

  /**
   * Runs {@code task} on every worker and waits for all of them. Not from a worker.
   *
   * @throws IllegalStateException when it has failed on one of them
   */
  void onEach(Consumer<Worker> task) {
    CountDownLatch done = new CountDownLatch(workers.size());
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    for (Worker worker : workers) {
      worker
          .loop()
          .execute(
              () -> {
                try {
                  task.accept(worker);
                } catch (RuntimeException | Error e) {
                  failure.compareAndSet(null, e);
                } finally {
                  done.countDown();
                }
              });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the workers were at it", e);
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a worker has failed", failed);
    }
  }

  @Override
  public void close() {
    upstreams.close();
    control.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    resolver.close();
  }
}
