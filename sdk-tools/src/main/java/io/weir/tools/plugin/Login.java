package io.weir.tools.plugin;

import io.weir.registry.AccessToken;
import io.weir.registry.CredentialSource;
import io.weir.registry.Credentials;
import io.weir.registry.DockerConfig;
import io.weir.registry.Loopback;
import io.weir.tools.cli.DataFolder;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of this command line: those that were given; else for a registry on this machine
 * the token of the data folder; else the user's docker configuration. Thread-safe.
 */
final class Login implements CredentialSource {
  private final @Nullable Credentials given;
  private final DataFolder data;
  private final CredentialSource docker;
  private final AtomicReference<String> used = new AtomicReference<>("");

  Login(@Nullable Credentials given, DataFolder data) {
    this(given, data, DockerConfig.ofUser());
  }

  Login(@Nullable Credentials given, DataFolder data, CredentialSource docker) {
    this.given = given;
    this.data = data;
    this.docker = docker;
  }

  @Override
  public @Nullable Credentials find(String registry) {
    if (given != null) {
      used.set("the user and password that were given");
      return given;
    }
    String token = Loopback.isLoopback(Loopback.hostOf(registry)) ? data.token() : null;
    if (token != null) {
      used.set("the token in " + data.tokenFile());
      return new Credentials(AccessToken.USER, token);
    }
    Credentials found = docker.find(registry);
    used.set(found == null ? "" : "the docker config's login for " + registry);
    return found;
  }

  /** What to do when {@code registry} refused. */
  String remedy(String registry) {
    String refused = used.get();
    if (!refused.isEmpty()) {
      return refused + " does not do there; give another with --username NAME --password-stdin";
    }
    return Loopback.isLoopback(Loopback.hostOf(registry))
        ? "no token: " + data.tokenFile() + " is not there; name the registry's folder with --data"
        : "log in with docker login " + registry + ", or give --username NAME --password-stdin";
  }
}
