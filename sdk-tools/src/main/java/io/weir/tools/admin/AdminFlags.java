package io.weir.tools.admin;

import io.weir.tools.cli.DataFolder;
import io.weir.tools.cli.ToolException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command reaches a gateway. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AdminFlags {
  private static final String DEFAULT = "127.0.0.1:8081";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private DataFolder data;

  @Option(
      names = "--admin",
      paramLabel = "ADDRESS",
      description =
          "The gateway's admin API, HOST:PORT or a URL (default: 127.0.0.1:8081; env WEIR_ADMIN).")
  private @Nullable String admin;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Its token (env WEIR_TOKEN; default: the file token in the data folder).")
  private @Nullable String token;

  /**
   * A client of the gateway that was named; it has not been reached yet.
   *
   * @throws ParameterException when the address is malformed
   * @throws ToolException when there is no token
   */
  public AdminClient open() {
    String address = DataFolder.firstOf(admin, System.getenv("WEIR_ADMIN"), DEFAULT);
    if (address == null) {
      throw new IllegalStateException("the default is an address");
    }
    return new AdminClient(base(address), token());
  }

  private URI base(String address) {
    try {
      return AdminAddress.parse(address);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--admin: " + e.getMessage(), e);
    }
  }

  private AdminToken token() {
    if (DataFolder.firstOf(token) != null) {
      return AdminToken.of(String.valueOf(token), "of --token");
    }
    String environment = System.getenv("WEIR_TOKEN");
    if (DataFolder.firstOf(environment) != null) {
      return AdminToken.of(environment, "of WEIR_TOKEN");
    }
    String kept = data.token();
    if (kept == null) {
      throw new ToolException(
          "no token: " + data.tokenFile() + " is not there",
          "a gateway makes it at its first start (./weir up); name its folder with --data DIR, or"
              + " set WEIR_TOKEN");
    }
    return AdminToken.of(kept, "in " + data.tokenFile());
  }
}
