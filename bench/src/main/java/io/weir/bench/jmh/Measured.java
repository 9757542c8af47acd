package io.weir.bench.jmh;

import io.weir.bench.stream.StreamPath;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What came of a row.
 *
 * @param error of the microseconds, NaN when it is not known
 * @param bytes allocated for an operation, NaN when that was not looked at
 */
record Measured(Row row, double micros, double error, double bytes) {
  private static final double NANOS = 1_000;

  /** By JMH, in processes of its own. */
  static Measured byJmh(Row row, Path root, boolean small) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .jvmArgsAppend("-D" + CallbackCycle.ROOT + "=" + root.toAbsolutePath())
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .forks(small ? 1 : 2)
            .warmupIterations(small ? 1 : 5)
            .measurementIterations(small ? 3 : 5)
            .warmupTime(TimeValue.seconds(small ? 1 : 2))
            .measurementTime(TimeValue.seconds(small ? 1 : 2));
    double unit = 1;
    switch (row) {
      case Row.Callbacks callbacks ->
          options
              .include(CallbackCycle.class.getName())
              .param("subject", callbacks.subject().toString());
      case Row.Stream stream ->
          options.include(StreamPath.class.getName()).param("plugin", stream.plugin());
      case Row.Codec codec -> {
        options.include(Http1Codec.class.getName() + "\\." + codec.whose());
        unit = NANOS;
      }
    }
    RunResult result = new Runner(options.build()).runSingle();
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    double allocated = bytes == null ? Double.NaN : bytes.getScore();
    return new Measured(row, time.getScore() / unit, time.getScoreError() / unit, allocated);
  }

  /** The processor time, in this process. */
  static Measured byCpuTime(Row row, Path root) {
    double micros =
        switch (row) {
          case Row.Callbacks callbacks -> cycle(callbacks.subject(), root);
          case Row.Stream stream -> stream(stream.plugin());
          case Row.Codec codec -> codec(codec.whose());
        };
    return new Measured(row, micros, Double.NaN, Double.NaN);
  }

  private static double cycle(Subject subject, Path root) {
    try (Cycle cycle = Cycle.start(subject, root)) {
      cycle.verify();
      double micros = CpuTime.micros(cycle::run);
      cycle.verify();
      return micros;
    }
  }

  private static double stream(String plugin) {
    StreamPath path = new StreamPath();
    path.plugin = plugin;
    path.start();
    try {
      return CpuTime.micros(path::request);
    } finally {
      path.stop();
    }
  }

  private static double codec(String whose) {
    Http1Codec codec = new Http1Codec();
    try {
      return CpuTime.micros(whose.equals("weir") ? codec::weir : codec::netty);
    } finally {
      codec.stop();
    }
  }
}
