package io.weir.tools.plugin;

import io.weir.registry.Progress;
import io.weir.tools.cli.Output;
import java.util.regex.Pattern;

/** Tells of a transfer with a line when it is done, and one for each 16 MiB on the way. */
final class StepProgress implements Progress {
  private static final long STEP = 16L << 20;

  /** Enough of a digest to tell two apart. */
  private static final Pattern DIGEST = Pattern.compile("(sha\\d+:[0-9a-f]{12})[0-9a-f]+");

  private final Output output;
  private long told;

  StepProgress(Output output) {
    this.output = output;
  }

  @Override
  public synchronized void moved(String what, long done, long total) {
    if (done == total) {
      told = 0;
      output.step(shortened(what) + ": " + Output.size(total) + ", done");
      return;
    }
    if (done - told >= STEP) {
      told = done;
      String of = total < 0 ? "" : " of " + Output.size(total);
      output.step(shortened(what) + ": " + Output.size(done) + of);
    }
  }

  private static String shortened(String what) {
    return DIGEST.matcher(what).replaceAll("$1");
  }
}
