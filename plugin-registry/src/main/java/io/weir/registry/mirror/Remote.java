package io.weir.registry.mirror;

import io.weir.registry.ClientOptions;
import io.weir.registry.CredentialSource;
import io.weir.registry.Credentials;
import io.weir.registry.Digest;
import io.weir.registry.PullException.Reason;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.registry.config.MirrorConfig;
import org.jspecify.annotations.Nullable;

/** The other registry of a mirror, by the names that repositories have here. */
final class Remote implements AutoCloseable {
  private final MirrorConfig config;
  private final RegistryClient client;

  Remote(MirrorConfig config) {
    this.config = config;
    this.client =
        new RegistryClient(
            ClientOptions.defaults()
                .withCredentials(credentials(config))
                .withCaFile(config.caFile())
                .withPlainHttp(config.remote().getScheme().equals("http") && config.plainHttp()));
  }

  private static CredentialSource credentials(MirrorConfig config) {
    if (config.username() == null || config.password() == null) {
      return CredentialSource.NONE;
    }
    Credentials own = new Credentials(config.username(), config.password().value());
    return registry -> registry.equals(config.registry()) ? own : null;
  }

  MirrorConfig config() {
    return config;
  }

  RegistryClient client() {
    return client;
  }

  /** Whether {@code repository} is one of this mirror. */
  boolean covers(String repository) {
    return repository.startsWith(config.prefix() + "/");
  }

  /** What {@code repository} and a tag or digest are called there. */
  Reference reference(String repository, @Nullable String tag, @Nullable Digest digest) {
    String own = repository.substring(config.prefix().length() + 1);
    String namespace = config.namespace();
    return new Reference(
        config.registry(), namespace.isEmpty() ? own : namespace + "/" + own, tag, digest);
  }

  /** Whether a failure means that the remote has not got it, rather than that it is down. */
  static boolean isMissing(RegistryException failure) {
    return failure.reason() == Reason.NOT_FOUND;
  }

  @Override
  public void close() {
    client.close();
  }
}
