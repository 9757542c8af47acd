package io.weir.host.boot;

import io.weir.host.config.ConfigException;
import io.weir.host.config.Redactor;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a configuration file, or without one what the admin API has stored.",
      "Each option can also be set in the environment (--log-level: WEIR_LOG_LEVEL) and, but for"
          + " --data, in weir.yaml in the data directory (log-level: debug)."
    },
    footer = {
      "",
      "Examples:",
      "  weir run --config gateway.yaml",
      "  weir run --data /var/lib/weir --admin 127.0.0.1:9081 --workers 4",
      "  WEIR_LOG_LEVEL=debug weir run --config gateway.yaml"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
  private final DataPlaneFactory dataPlane;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Serve this file and follow its changes; the API is then read-only.")
  @Nullable String config;

  @Mixin private RunFlags flags;
  @Spec private CommandSpec spec;

  RunCommand(DataPlaneFactory dataPlane) {
    this.dataPlane = dataPlane;
  }

  @Override
  public Integer call() {
    RunOptions options = options();
    Redactor redactor = new Redactor();
    Logging.configure(options.logLevel(), redactor);
    Gateway gateway = Gateway.start(options, redactor, dataPlane);
    Termination termination = Termination.stopping(gateway);
    PrintWriter out = spec.commandLine().getOut();
    out.println(gateway.readyLine());
    out.flush();
    termination.await();
    return 0;
  }

  private RunOptions options() {
    Map<String, String> given = flags.given();
    RunFlags.put(given, "config", config);
    try {
      return RunOptions.resolve(given, System::getenv);
    } catch (ConfigException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
