package io.weir.host.boot;

import io.weir.host.boot.doctor.Doctor;
import io.weir.host.boot.doctor.Finding;
import io.weir.host.config.Redactor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this machine has for a gateway and what it lacks. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says which engines there are and why one is not, and looks at the JVM, the data directory,",
      "the admin port and the tools that plugins are built with.",
      "Exit code 1 when something keeps a gateway from running safely; a warning is none."
    },
    footer = {"", "Examples:", "  weir doctor", "  weir doctor --data /var/lib/weir"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {
  @Mixin private RunFlags flags;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunOptions options = RunOptions.resolve(flags.given(), System::getenv);
    Logging.configure("warn", new Redactor());
    List<Finding> findings = Doctor.examine(options.data(), options.admin());
    Doctor.print(findings, spec.commandLine().getOut());
    return findings.stream().anyMatch(f -> f.level() == Finding.Level.FAIL) ? 1 : 0;
  }
}
