package io.weir.bench.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.bench.torture.gateway.PluginModules;
import io.weir.bench.torture.stamp.Lang;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small torture against the real gateway, with the plugins that are built. */
class SwapTortureIT {

  private static final PluginModules MODULES = new PluginModules(Path.of(".."), "");
  private static final int WORKERS = 4;

  @Test
  void noSwapDisturbsAStream() throws InterruptedException {
    List<String> missing = MODULES.missing(EnumSet.allOf(Lang.class));
    assumeTrue(missing.isEmpty(), () -> "skipped: " + String.join("; ", missing));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Checks checks = new SwapTorture(options(), new PrintStream(printed, true, UTF_8)).run();
    assertTrue(checks.allPassed(), printed.toString(UTF_8));
  }

  private static TortureOptions options() {
    Set<Lang> all = EnumSet.allOf(Lang.class);
    return new TortureOptions(
        TortureOptions.SHORT,
        MODULES,
        GatewayOptions.real(WORKERS, List.of(), List.of()),
        all,
        TortureOptions.SHORT_SWAPS,
        TortureOptions.DEFAULT_PAUSE_MILLIS,
        TortureOptions.DEFAULT_SEED,
        false,
        Sabotage.NONE,
        TortureOptions.SHORT_LIMIT);
  }
}
