package io.weir.bench.stream;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One small request on a kept-alive connection, from its headers to the end of its answer, without
 * codecs and sockets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StreamPath {
  /** Where the plugins are. */
  public static final String ROOT = "weir.bench.root";

  private static final String NONE = "none";

  /** Headers that come out of both sides without a plugin, which adds one to each. */
  private static final int HEADERS = 9 + 5;

  /** {@code none}, or {@code ENGINE/LANGUAGE} of the fixture {@code cycle}. */
  @Param(NONE)
  public String plugin = NONE;

  private @Nullable StreamRig rig;

  /** Null for the row without. */
  private static @Nullable Path module(Path root, String plugin) {
    if (plugin.equals(NONE)) {
      return null;
    }
    String language = plugin.substring(plugin.indexOf('/') + 1);
    return root.resolve("plugins-" + language).resolve("out").resolve("cycle.wasm");
  }

  /** Makes the worker, and sees to it that a request gets through. */
  @Setup(Level.Trial)
  public void start() {
    Path module = module(Path.of(System.getProperty(ROOT, ".")), plugin);
    StreamRig made = new StreamRig(plugin.substring(0, Math.max(0, plugin.indexOf('/'))), module);
    rig = made;
    int expected = HEADERS + (module == null ? 0 : 2);
    if (made.run() != expected) {
      throw new IllegalStateException("headers: " + made.run() + " (expected: " + expected + ")");
    }
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  /** One request with one answer. */
  @Benchmark
  public int request() {
    StreamRig running = rig;
    return running == null ? 0 : running.run();
  }
}
