package io.weir.bench.torture;

import io.weir.bench.torture.gateway.PluginModules;
import io.weir.bench.torture.stamp.Lang;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code bench/swap-torture}. Exit code 0: every check passed; 1: some failed; 2: usage. */
@Command(
    name = "swap-torture",
    sortOptions = false,
    description = {
      "Swaps the plugins of a route while streams of every kind run through it, and verifies"
          + " every byte.",
      "The last line of the output is `N passed, N failed`."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/swap-torture --short                   the small run, under a minute",
      "  bench/swap-torture --plugins rs,go           without the JavaScript plugin",
      "  bench/swap-torture --short --sabotage mixed  must fail",
      "  bench/swap-torture --short --direct          clients and origin alone, no gateway"
    })
final class TortureCommand implements Callable<Integer> {

  @Option(names = "--short", description = "Fewer and smaller streams, 20 swaps.")
  boolean small;

  @Option(names = "--swaps", description = "How many swaps (200; with --short 20).")
  int swaps = -1;

  @Option(
      names = "--pause",
      defaultValue = "" + TortureOptions.DEFAULT_PAUSE_MILLIS,
      description = "Milliseconds from swap to swap (${DEFAULT-VALUE}).")
  long pause;

  @Option(
      names = "--seed",
      defaultValue = "" + TortureOptions.DEFAULT_SEED,
      description = "Fixes streams, payloads and swaps (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--workers",
      defaultValue = "4",
      description = "Workers of the gateway (${DEFAULT-VALUE}).")
  int workers;

  @Option(
      names = "--plugins",
      defaultValue = "rs,go,js",
      description = "Languages of the chain (${DEFAULT-VALUE}).")
  String plugins = "";

  @Option(
      names = "--module-url",
      defaultValue = "",
      description =
          "Where the stamp modules are, with {lang} and {version}; else the files of this checkout.")
  String moduleUrl = "";

  @Option(
      names = "--root",
      defaultValue = ".",
      description =
          "The checkout that holds plugins-rs, plugins-go and plugins-js (${DEFAULT-VALUE}).")
  Path root = Path.of(".");

  @Option(
      names = "--sabotage",
      defaultValue = "none",
      description =
          "Breaks something, so that the run must fail: mixed, early, drop, duplicate, gateway:NAME.")
  String sabotage = "";

  @Option(names = "--direct", description = "No gateway, no swaps: clients against the origin.")
  boolean direct;

  @Option(
      names = "--gateway-jvm",
      defaultValue = "",
      description = "More flags for the gateway's Java machine, separated by spaces.")
  String gatewayJvm = "";

  @Option(
      names = "--gateway-args",
      defaultValue = "",
      description = "More arguments for the gateway's run command, separated by spaces.")
  String gatewayArgs = "";

  @Option(
      names = "--limit",
      description = "Seconds after which the run is ended and failed (1800; with --short 240).")
  int limit = -1;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  boolean help;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TortureCommand()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    TortureOptions options = options();
    Watchdog.start(options.limit());
    return new SwapTorture(options, System.out).run().allPassed() ? 0 : 1;
  }

  TortureOptions options() {
    Duration usual = small ? TortureOptions.SHORT_LIMIT : TortureOptions.FULL_LIMIT;
    int usualSwaps = small ? TortureOptions.SHORT_SWAPS : TortureOptions.FULL_SWAPS;
    try {
      return new TortureOptions(
          small ? TortureOptions.SHORT : TortureOptions.FULL,
          new PluginModules(root, moduleUrl),
          GatewayOptions.real(workers, words(gatewayJvm), words(gatewayArgs)),
          Lang.parseList(plugins),
          swaps < 0 ? usualSwaps : swaps,
          pause,
          seed,
          direct,
          Sabotage.parse(sabotage),
          limit < 0 ? usual : Duration.ofSeconds(limit));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(new CommandLine(this), e.getMessage(), e);
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}
