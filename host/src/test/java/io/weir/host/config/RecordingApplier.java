package io.weir.host.config;

import io.weir.host.observe.Exposition;
import io.weir.host.observe.MetricsSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A fake for tests: remembers what it was told to make live, and refuses on demand. */
public final class RecordingApplier implements ConfigApplier, MetricsSource {
  private final List<GatewayConfig> applied = new CopyOnWriteArrayList<>();
  private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
  private volatile ConfigException.@Nullable Problem refusal;
  private volatile boolean closed;

  public List<GatewayConfig> applied() {
    return List.copyOf(applied);
  }

  public void refuseWith(ConfigException.@Nullable Problem problem) {
    refusal = problem;
  }

  /** Makes {@link #apply} wait; {@link #open} lets it go on. */
  void shut() {
    gate.drainPermits();
  }

  void open() {
    gate.release(Integer.MAX_VALUE / 2);
  }

  @Override
  public long apply(GatewayConfig config) {
    gate.acquireUninterruptibly();
    ConfigException.Problem problem = refusal;
    if (problem != null) {
      throw new ConfigException(problem);
    }
    applied.add(config);
    return applied.size();
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public long generation() {
    return applied.size();
  }

  @Override
  public List<PluginStatus> plugins() {
    return List.of(
        new PluginStatus(
            "waf",
            3,
            "sha256:00",
            "sha256:11",
            "endive",
            "vm",
            "live",
            1,
            2,
            4,
            1,
            1 << 20,
            17,
            Map.of("crash", 1L)));
  }

  @Override
  public void collect(Exposition page) {
    page.family("fake", Exposition.Type.GAUGE, "Of a test.").sample(1);
  }
}
