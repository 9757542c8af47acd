package io.weir.host.upstream.control;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.ClusterSnapshot;
import io.weir.host.upstream.UpstreamPools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * All clusters at run time, in one place for all workers, on a loop of its own. A change of the
 * configuration asks it before the commit and tells it after.
 */
public final class UpstreamControl {
  private final ControlLoop control;
  private final Map<String, ControlledCluster> clusters = new HashMap<>();

  /**
   * @param loop on which nothing else is done
   * @param probes pools of that loop, for health checks
   * @param workers the pools of all workers, none of which has a cluster yet
   */
  public UpstreamControl(
      EventLoop loop,
      UpstreamPools probes,
      List<UpstreamPools> workers,
      Class<? extends DatagramChannel> datagram,
      Class<? extends SocketChannel> stream) {
    this.control = new ControlLoop(loop, probes, new Workers(loop, workers), datagram, stream);
    for (UpstreamPools worker : workers) {
      worker.suspects(
          (cluster, endpoint, why) ->
              loop.execute(
                  () -> {
                    ControlledCluster of = clusters.get(cluster);
                    if (of != null) {
                      of.suspect(endpoint, why);
                    }
                  }));
    }
  }

  /**
   * What workers are to begin with that get these clusters: of those that are new or not the same
   * object as before. Blocks; not from a worker.
   */
  public Map<String, ClusterSnapshot> prepare(Map<String, Cluster> next) {
    return call(
        () -> {
          Map<String, ClusterSnapshot> snapshots = new LinkedHashMap<>();
          next.forEach(
              (name, cluster) -> {
                ControlledCluster now = clusters.get(name);
                if (now == null) {
                  now = new ControlledCluster(control, cluster);
                } else if (now.cluster() == cluster) {
                  return;
                }
                snapshots.put(name, now.preview(cluster));
              });
          return snapshots;
        });
  }

  /** These are live now: checks and look-ups go by them. Blocks; not from a worker. */
  public void commit(Map<String, Cluster> live) {
    call(
        () -> {
          clusters
              .entrySet()
              .removeIf(
                  entry -> {
                    boolean gone = !live.containsKey(entry.getKey());
                    if (gone) {
                      entry.getValue().stop();
                    }
                    return gone;
                  });
          live.forEach(this::follow);
          return true;
        });
  }

  private void follow(String name, Cluster cluster) {
    ControlledCluster now = clusters.get(name);
    if (now == null) {
      now = new ControlledCluster(control, cluster);
      clusters.put(name, now);
      now.change(cluster);
    } else if (now.cluster() != cluster) {
      now.change(cluster);
    }
  }

  /** All clusters as they are, by name. Any thread; done on the control loop. */
  public CompletableFuture<List<ClusterStatus>> status() {
    CompletableFuture<List<ClusterStatus>> all = new CompletableFuture<>();
    control.loop().execute(() -> collect(all));
    return all;
  }

  private void collect(CompletableFuture<List<ClusterStatus>> all) {
    List<ControlledCluster> asked = new ArrayList<>(clusters.values());
    asked.sort((a, b) -> a.cluster().name().compareTo(b.cluster().name()));
    ClusterStatus[] found = new ClusterStatus[asked.size()];
    int[] left = {found.length};
    if (found.length == 0) {
      all.complete(List.of());
    }
    for (int i = 0; i < found.length; i++) {
      int at = i;
      control
          .workers()
          .count(
              asked.get(i).cluster().name(),
              counts -> {
                found[at] = asked.get(at).status(counts);
                if (--left[0] == 0) {
                  all.complete(List.of(found));
                }
              });
    }
  }

  /** Stops checks and look-ups; the loop is the caller's to stop. Blocks. */
  public void close() {
    call(
        () -> {
          clusters.values().forEach(ControlledCluster::stop);
          clusters.clear();
          control.close();
          return true;
        });
  }

  private <T> T call(Callable<T> task) {
    try {
      return control.loop().submit(task).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the control of upstreams has failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while upstreams were being changed", e);
    }
  }
}
