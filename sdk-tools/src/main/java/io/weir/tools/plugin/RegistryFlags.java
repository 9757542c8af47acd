package io.weir.tools.plugin;

import io.weir.registry.ClientOptions;
import io.weir.registry.Credentials;
import io.weir.registry.Loopback;
import io.weir.registry.Progress;
import io.weir.registry.PullException;
import io.weir.registry.RegistryException;
import io.weir.tools.cli.DataFolder;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches a registry. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RegistryFlags {
  private static final int MAX_PASSWORD = 64 << 10;

  @Mixin private DataFolder data;

  @ArgGroup(exclusive = false)
  private @Nullable Given given;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "PEM certificates to trust besides the platform's.")
  private @Nullable Path caFile;

  @Option(names = "--plain-http", description = "Allow plain HTTP beyond this machine.")
  private boolean plainHttp;

  /** A user and a password, which are given together. */
  static final class Given {
    @Option(
        names = "--username",
        required = true,
        paramLabel = "NAME",
        description = "Log in as this user, not with the data folder's token or docker's config.")
    private String username;

    @Option(
        names = "--password-stdin",
        required = true,
        description = "Read the password from standard input.")
    private boolean passwordStdin;
  }

  DataFolder data() {
    return data;
  }

  /**
   * Does {@code work} at {@code registry}; what fails there is told with what to do here.
   *
   * @param progress told of transfers
   */
  <T> T at(String registry, Progress progress, Function<ClientOptions, T> work) {
    Login login = new Login(credentials(), data);
    ClientOptions options =
        ClientOptions.defaults()
            .withCredentials(login)
            .withCaFile(caFile)
            .withPlainHttp(plainHttp)
            .withProgress(progress);
    try {
      return work.apply(options);
    } catch (RegistryException e) {
      throw explain(registry, login, e.reason(), String.valueOf(e.getMessage()), e.remedy(), e);
    } catch (PullException e) {
      String message = String.valueOf(e.getMessage());
      String remedy = "; " + e.remedy();
      String problem =
          message.endsWith(remedy)
              ? message.substring(0, message.length() - remedy.length())
              : message;
      throw explain(registry, login, e.reason(), problem, e.remedy(), e);
    } catch (IllegalArgumentException e) {
      if (caFile == null) {
        throw e;
      }
      throw new ToolException(String.valueOf(e.getMessage()), "correct --ca-file", e);
    }
  }

  private static ToolException explain(
      String registry,
      Login login,
      PullException.Reason reason,
      String problem,
      String remedy,
      RuntimeException cause) {
    boolean here = Loopback.isLoopback(Loopback.hostOf(registry));
    String better = remedy;
    if (reason == PullException.Reason.UNAUTHORIZED) {
      better = login.remedy(registry);
    } else if (reason == PullException.Reason.UNREACHABLE && here) {
      better = "start it with ./weir up or ./weir registry, or check host and port";
    }
    return new ToolException(problem, better, cause);
  }

  private @Nullable Credentials credentials() {
    return given == null ? null : new Credentials(given.username, password(System.in));
  }

  private static String password(InputStream in) {
    try {
      String text = new String(in.readNBytes(MAX_PASSWORD), StandardCharsets.UTF_8);
      String password = text.lines().findFirst().orElse("");
      if (password.isEmpty()) {
        throw new ToolException(
            "--password-stdin: nothing on standard input",
            "pipe the password in: ... --password-stdin < FILE");
      }
      return password;
    } catch (IOException e) {
      throw new ToolException("standard input cannot be read: " + e.getMessage(), "pipe it in", e);
    }
  }
}
