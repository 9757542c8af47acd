package io.weir.bench.jmh;

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

/** One stream's callbacks in one plugin; run by {@link JmhCommand}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallbackCycle {
  static final String ROOT = "weir.bench.root";

  /** See {@link Subject}. */
  @Param("null/java")
  public String subject = "";

  private @Nullable Cycle cycle;

  /** Compiles and starts the plugin. */
  @Setup(Level.Trial)
  public void start() {
    Cycle started = Cycle.start(Subject.of(subject), Path.of(System.getProperty(ROOT, ".")));
    started.verify();
    cycle = started;
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void stop() {
    Cycle last = cycle;
    if (last != null) {
      last.verify();
      last.close();
    }
  }

  /** One request with one answer. */
  @Benchmark
  public int cycle() {
    Cycle running = cycle;
    return running == null ? 0 : running.run();
  }
}
