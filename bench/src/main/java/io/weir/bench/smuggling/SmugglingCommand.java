package io.weir.bench.smuggling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/smuggling}. Exit code 0: nothing was passed on; 1: something was; 2: usage. */
@Command(
    name = "smuggling",
    sortOptions = false,
    description = {
      "Sends requests through the gateway that two servers could read differently, to a recorder of"
          + " bytes, nginx and Node, and says what became of each."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/smuggling                        every case",
      "  bench/smuggling --only chunks/         one family",
      "  bench/smuggling --other ./start-it     another gateway, given its port and the upstream's"
    })
final class SmugglingCommand implements Callable<Integer> {
  @Option(names = "--only", paramLabel = "REGEX", description = "Cases whose id has a match.")
  Pattern only = Pattern.compile("");

  @Option(
      names = "--other",
      paramLabel = "COMMAND",
      description = "Another gateway instead of Weir; see bench/README.md.")
  @Nullable String other;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  private final Map<String, Map<String, Verdict>> columns = new LinkedHashMap<>();

  public static void main(String[] args) {
    System.exit(new CommandLine(new SmugglingCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Probe> probes =
        ProbeFiles.all().stream().filter(p -> only.matcher(p.id()).find()).toList();
    if (probes.isEmpty()) {
      System.err.println("smuggling: no case of that name");
      return 2;
    }
    Path folder = Files.createTempDirectory("smuggling");
    column(probes, Recorder.start(), folder);
    start(probes, LoggingUpstream::nginx, folder, "nginx (Debian: apt-get install nginx-light)");
    start(probes, LoggingUpstream::node, folder, "node (https://nodejs.org)");
    return print(probes);
  }

  private interface Start {
    Upstream in(Path folder) throws IOException, InterruptedException;
  }

  private void start(List<Probe> probes, Start start, Path folder, String what) throws Exception {
    Upstream upstream;
    try {
      upstream = start.in(folder);
    } catch (IOException e) {
      System.err.println("skip " + what + ": " + e.getMessage());
      return;
    }
    column(probes, upstream, folder);
  }

  private void column(List<Probe> probes, Upstream upstream, Path folder) throws Exception {
    Path own = Files.createDirectory(folder.resolve("before-" + upstream.name()));
    GatewayStart gateway =
        other == null
            ? GatewayStart.weir(own, upstream.port())
            : GatewayStart.other(other, own, upstream.port());
    try (upstream;
        AutoCloseable process = gateway.process()) {
      columns.put(upstream.name(), new Column(upstream, gateway.port()).run(probes));
    }
  }

  private int print(List<Probe> probes) {
    List<String> failures = new ArrayList<>();
    System.out.printf("%-42s", "");
    columns.keySet().forEach(name -> System.out.printf("%-16s", name));
    System.out.println();
    for (Probe probe : probes) {
      System.out.printf("%-42s", probe.id());
      columns.forEach(
          (name, verdicts) -> {
            Verdict verdict = verdicts.get(probe.id());
            if (verdict == null) {
              return;
            }
            System.out.printf("%-16s", verdict.failed() ? "FAIL" : verdict.text());
            if (verdict.failed()) {
              failures.add(probe.id() + ", " + name + ": " + verdict.text());
            }
          });
      System.out.println();
    }
    failures.forEach(failure -> System.out.println("FAIL " + failure));
    int cells = probes.size() * columns.size();
    System.out.printf("%d passed, %d failed%n", cells - failures.size(), failures.size());
    return failures.isEmpty() ? 0 : 1;
  }
}
