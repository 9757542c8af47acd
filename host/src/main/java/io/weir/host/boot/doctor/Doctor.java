package io.weir.host.boot.doctor;

import io.weir.host.config.HostPort;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at all of it, and says what it found. */
public final class Doctor {
  private Doctor() {}

  /**
   * Looks at the machine; starts tools, opens engines, binds the admin port for a moment.
   *
   * @param admin where the admin API is to listen
   */
  public static List<Finding> examine(Path data, HostPort admin) {
    List<Finding> findings = new ArrayList<>(Machine.findings());
    findings.addAll(EngineTrials.findings());
    findings.add(TlsFindings.finding());
    findings.addAll(Folders.findings(data));
    findings.add(
        Ports.finding("admin port", admin.host(), admin.port(), "name another with --admin"));
    findings.addAll(Toolchains.findings());
    return findings;
  }

  /** Prints the findings, each with its remedy below it. */
  public static void print(List<Finding> findings, PrintWriter out) {
    for (Finding finding : findings) {
      String level = finding.level().name().toLowerCase(Locale.ROOT);
      out.printf("%-4s  %-20s  %s%n", level, finding.what(), finding.found());
      if (!finding.remedy().isEmpty()) {
        out.printf("%28s%s%n", "-> ", finding.remedy());
      }
    }
    out.printf(
        "%d ok, %d warnings, %d failures%n",
        count(findings, Finding.Level.OK),
        count(findings, Finding.Level.WARN),
        count(findings, Finding.Level.FAIL));
    out.flush();
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(f -> f.level() == level).count();
  }
}
