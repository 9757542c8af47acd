package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.registry.AccessToken;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.plugin.PluginFacts;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What every start needs, once: a registry reads a store of some plugins, answers some requests and
 * stops. The launcher has the JVM record what is loaded meanwhile. Its port is a free one of
 * loopback.
 */
@Command(
    name = "rehearse",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Starts a registry of its own, sends some requests to it and stops it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RehearseCommand implements Callable<Integer> {
  private static final int PLUGINS = 300;
  private static final int VERSIONS = 3;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String FACTS =
      """
      {"validator":"1","layout":"oci","size":1000,"abi":"0.2.1","language":"Rust",
      "name":"rehearsal","title":"Rehearsal","description":"What every start needs, once.",
      "category":"custom","phase":"AUTHN","priority":1,"version":"1.0.0","licence":"Apache-2.0",
      "keywords":["start"],"capabilities":["headers"],"ok":true}
      """;
  private static final List<String> PATHS =
      List.of(
          "/v2/_catalog?n=10",
          "/v2/rehearsal/plugin-0/tags/list",
          "/v2/rehearsal/plugin-0/manifests/1.0.0",
          "/api/v1/plugins?q=start&category=custom",
          "/api/v1/plugins?sort=name",
          "/");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Its data directory, a new one.")
  private Path data;

  @Override
  public Integer call() throws IOException {
    Path folder = data.resolve("registry");
    try (StoreFolder files = StoreFolder.open(folder);
        RegistryStore store = files.store(Flush.OFF)) {
      fill(store);
    }
    RegistryOptions options =
        RegistryOptions.of(LOOPBACK, 0, folder, AccessToken.loadOrCreate(data))
            .withConfig(RegistryConfig.ofData(data));
    try (RegistryServer server = RegistryServer.start(options)) {
      for (String path : PATHS) {
        expectOk(server.url() + path);
      }
    }
    return 0;
  }

  private static void fill(RegistryStore store) throws IOException {
    for (int plugin = 0; plugin < PLUGINS; plugin++) {
      String repository = "rehearsal/plugin-" + plugin;
      for (int version = 0; version < VERSIONS; version++) {
        byte[] manifest =
            "{\"schemaVersion\":2,\"x\":\"%d.%d\"}".formatted(plugin, version).getBytes(UTF_8);
        Digest digest = Digest.sha256(manifest);
        store.putManifest(
            repository,
            new NewManifest(
                digest,
                MediaTypes.OCI_MANIFEST,
                manifest,
                null,
                null,
                Map.of("org.opencontainers.image.version", "1." + version + ".0"),
                List.of(),
                List.of()),
            List.of("1." + version + ".0"));
        store.note(repository, digest, PluginFacts.NOTE, FACTS.getBytes(UTF_8));
      }
    }
  }

  private static void expectOk(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      int status = connection.getResponseCode();
      if (status != 200) {
        throw new IllegalStateException(url + ": " + status + " (expected: 200)");
      }
      connection.getInputStream().readAllBytes();
    } finally {
      connection.disconnect();
    }
  }
}
