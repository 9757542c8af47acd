package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a plugin from an address to verified bytes, by way of a cache on disk.
 *
 * <p>Addresses are {@code oci://registry/repository:tag}, {@code oci://...@digest}, {@code
 * file:///path}, {@code https://...}, and {@code http://...} to loopback or where the options allow
 * it. A {@code sha256} pin is the digest of the manifest for {@code oci} (that of the platform, as
 * in Istio; the module's is taken too) and that of the module otherwise.
 *
 * <p>Blocking: call it off the data path. Thread-safe. Every failure is a {@link PullException}.
 */
public final class PluginPuller implements AutoCloseable {
  private final ClientOptions options;
  private final RegistryClient client;
  private final ArtifactReader reader;
  private final PluginCache cache;

  /**
   * @param cacheFolder made when the first plugin is stored
   * @throws IllegalArgumentException when the CA file of {@code options} cannot be read
   */
  public PluginPuller(Path cacheFolder, ClientOptions options) {
    this.options = options;
    this.client = new RegistryClient(options);
    this.reader = new ArtifactReader(client, options.maxModuleBytes());
    this.cache = new PluginCache(cacheFolder, options.maxModuleBytes());
  }

  /** Pulls by the policy that the address itself suggests, see {@link PullPolicy#forUrl}. */
  public PluginArtifact pull(String url, @Nullable String sha256) {
    return pull(url, null, sha256);
  }

  /**
   * Pulls a plugin.
   *
   * @param policy whether a cached one will do; null for what the address suggests
   * @param sha256 the pin, with or without {@code sha256:}; null or empty for none
   * @throws PullException when it cannot be had, is not a plugin or does not match the pin
   */
  public PluginArtifact pull(String url, @Nullable PullPolicy policy, @Nullable String sha256) {
    try {
      PluginUrl parsed = PluginUrl.parse(url);
      Digest pin = pin(sha256);
      PullPolicy effective = policy == null ? PullPolicy.forUrl(url) : policy;
      return find(url, parsed, effective, pin);
    } catch (IllegalArgumentException e) {
      throw new PullException(
          url, Reason.BAD_URL, String.valueOf(e.getMessage()), "correct the address or pin", e);
    } catch (RegistryException e) {
      throw e.at(url);
    }
  }

  /** What was last pulled from {@code url}, without asking anyone. */
  public Optional<PluginArtifact> cached(String url) {
    return cache.byUrl(url);
  }

  /**
   * What was once pulled with the digest {@code sha256} (of manifest or module), from wherever.
   *
   * @param url the address that the artifact is to carry
   * @throws IllegalArgumentException when {@code sha256} is no digest
   */
  public Optional<PluginArtifact> cached(String url, String sha256) {
    return cache.byDigest(Digest.parsePin(sha256), url);
  }

  /** The client beneath, for what is not pulling. Closed with this puller. */
  public RegistryClient client() {
    return client;
  }

  private PluginArtifact find(
      String url, PluginUrl parsed, PullPolicy policy, @Nullable Digest pin) {
    if (policy == PullPolicy.IF_NOT_PRESENT && !(parsed instanceof PluginUrl.File)) {
      Optional<PluginArtifact> known = present(url, pin);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return switch (parsed) {
      case PluginUrl.Oci oci -> fromRegistry(url, oci.reference(), pin);
      case PluginUrl.File file -> keep(url, raw(url, readFile(file.path())), pin);
      case PluginUrl.Web web -> keep(url, raw(url, readWeb(web.uri())), pin);
    };
  }

  private Optional<PluginArtifact> present(String url, @Nullable Digest pin) {
    Optional<PluginArtifact> known = pin == null ? cache.byUrl(url) : cache.byDigest(pin, url);
    known.ifPresent(each -> remember(url, each));
    return known;
  }

  private PluginArtifact fromRegistry(String url, Reference reference, @Nullable Digest pin) {
    Fetcher.Fetched fetched = ImageResolver.resolve(client, reference);
    Digest digest = fetched.descriptor().digest();
    Optional<PluginArtifact> known = cache.byDigest(digest, url);
    if (known.isPresent()) {
      return keep(url, known.get(), pin);
    }
    ArtifactReader.Module module = reader.read(reference, (Manifest.Image) fetched.manifest());
    return keep(
        url, PluginArtifact.of(module.wasm(), digest, module.layout(), module.spec(), url), pin);
  }

  private PluginArtifact keep(String url, PluginArtifact artifact, @Nullable Digest pin) {
    WasmMagic.require(artifact.wasm());
    requirePin(artifact, pin);
    return remember(url, artifact);
  }

  private PluginArtifact remember(String url, PluginArtifact artifact) {
    try {
      cache.store(artifact);
      return artifact;
    } catch (IOException e) {
      throw cache.unusable(url, e);
    }
  }

  private static PluginArtifact raw(String url, byte[] wasm) {
    return PluginArtifact.of(wasm, null, PluginLayout.RAW, null, url);
  }

  private byte[] readFile(Path path) {
    try {
      long size = Files.size(path);
      if (size > options.maxModuleBytes()) {
        throw new RegistryException(
            Reason.NOT_A_PLUGIN,
            "%s: %d bytes (expected: at most %d)".formatted(path, size, options.maxModuleBytes()),
            "build a smaller one");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new RegistryException(
          Reason.NOT_FOUND, "no file " + path, "build it, or correct the path", e);
    } catch (IOException e) {
      throw new RegistryException(
          Reason.NOT_FOUND,
          path + " cannot be read (" + e.getMessage() + ")",
          "make it a readable file",
          e);
    }
  }

  private byte[] readWeb(URI uri) {
    HttpResponse<InputStream> response =
        client.http().send(new HttpCaller.Call("GET", uri, Map.of()));
    if (response.statusCode() != 200) {
      HttpCaller.discard(response);
      throw new RegistryException(
          response.statusCode() == 404 ? Reason.NOT_FOUND : Reason.REGISTRY_ERROR,
          uri.getHost() + " answered with status " + response.statusCode(),
          "check the address in a browser");
    }
    long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    return new BodyReader(
            uri.getPath(), options.maxModuleBytes(), options.responseTimeout(), options.progress())
        .read(response.body(), size, null);
  }

  private static @Nullable Digest pin(@Nullable String sha256) {
    return sha256 == null || sha256.isBlank() ? null : Digest.parsePin(sha256);
  }

  private static void requirePin(PluginArtifact artifact, @Nullable Digest pin) {
    Digest module = new Digest(Digest.Algorithm.SHA256, artifact.wasmSha256());
    if (pin == null || pin.equals(artifact.manifestDigest()) || pin.equals(module)) {
      return;
    }
    String manifest =
        artifact.manifestDigest() == null ? "" : "manifest " + artifact.manifestDigest() + ", ";
    throw new RegistryException(
        Reason.DIGEST_MISMATCH,
        "sha256: %s (expected by what is there: %smodule %s)".formatted(pin, manifest, module),
        "correct the pin, or push what it names");
  }

  @Override
  public void close() {
    client.close();
  }
}
