package io.weir.bench.registry.conformance;

import io.weir.bench.registry.Owner;
import io.weir.bench.registry.RegistryProcess;
import io.weir.registry.AccessToken;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs scenarios of the suite, each against a registry process of its own, and tells of them. */
final class ConformanceRun {
  private final Suite suite;
  private final Path work;
  private final int repositories;
  private final PrintStream out;
  private final Set<String> filled = new HashSet<>();

  /**
   * @param work an empty folder
   * @param repositories in a full store
   */
  ConformanceRun(Suite suite, Path work, int repositories, PrintStream out) {
    this.suite = suite;
    this.work = work;
    this.repositories = repositories;
    this.out = out;
  }

  /** Prints a line for each run, then each failure and skip by its name; the failures. */
  List<SuiteCase> run(List<Scenario> scenarios) throws IOException, InterruptedException {
    Map<Scenario, SuiteReport> reports = new LinkedHashMap<>();
    out.printf("%-42s %6s %6s %6s%n", "", "pass", "fail", "skip");
    for (Scenario each : scenarios) {
      SuiteReport report = one(each);
      reports.put(each, report);
      out.printf(
          "%-42s %6d %6d %6d%n",
          each,
          report.of(SuiteCase.Status.PASSED).size(),
          report.of(SuiteCase.Status.FAILED).size(),
          report.of(SuiteCase.Status.SKIPPED).size());
    }
    reports.values().stream()
        .flatMap(report -> report.of(SuiteCase.Status.SKIPPED).stream())
        .distinct()
        .forEach(each -> out.println("skipped  " + each.name() + ": " + each.reason()));
    reports.forEach(this::tellFailures);
    List<SuiteCase> failed = new ArrayList<>();
    reports.values().forEach(each -> failed.addAll(each.of(SuiteCase.Status.FAILED)));
    int passed =
        reports.values().stream().mapToInt(r -> r.of(SuiteCase.Status.PASSED).size()).sum();
    out.println(passed + " passed, " + failed.size() + " failed");
    return failed;
  }

  private SuiteReport one(Scenario scenario) throws IOException, InterruptedException {
    try (RegistryProcess registry =
        RegistryProcess.start(work.resolve(scenario.store()), 0, flags(scenario))) {
      if (scenario.full() && filled.add(scenario.store())) {
        try (Owner owner = new Owner(registry.url(), registry.token())) {
          new Filling(owner).repositories(repositories);
        }
      }
      Suite.Target target =
          scenario.login()
              ? new Suite.Target(registry.authority(), false, AccessToken.USER, registry.token())
              : new Suite.Target(registry.authority(), false, "", "");
      return suite.run(target, scenario.version(), scenario.sparse(), work.resolve("results"));
    }
  }

  private List<String> flags(Scenario scenario) throws IOException {
    List<String> flags = new ArrayList<>();
    if (!scenario.login()) {
      flags.add("--allow-anonymous");
    }
    if (scenario.sparse()) {
      Path config = Files.createDirectories(work).resolve("sparse.yaml");
      flags.add("--config");
      flags.add(Files.writeString(config, "limits: {sparse: true}\n").toString());
    }
    return flags;
  }

  private void tellFailures(Scenario scenario, SuiteReport report) {
    for (SuiteCase each : report.of(SuiteCase.Status.FAILED)) {
      out.println("FAILED  " + scenario + "  " + each.name() + ": " + each.reason());
    }
  }
}
