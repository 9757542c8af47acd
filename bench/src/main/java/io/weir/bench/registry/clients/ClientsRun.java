package io.weir.bench.registry.clients;

import io.weir.bench.registry.Owner;
import io.weir.bench.registry.RegistryProcess;
import io.weir.bench.registry.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs every client at a registry, over plain HTTP and over TLS. */
final class ClientsRun {
  private final Tools tools;
  private final Path work;
  private final Matrix matrix = new Matrix();
  private final byte[] wasm = Samples.wasm(1_000_000, 1);

  /**
   * @param work an empty folder
   */
  ClientsRun(Tools tools, Path work) {
    this.tools = tools;
    this.work = work;
  }

  /** All that are known here. */
  List<Client> all() {
    return List.of(
        new WeirPuller(wasm),
        new Istio(wasm),
        new PluginServer(wasm),
        new Oras(),
        new Crane(),
        new Skopeo(),
        new Regctl(),
        Cosign.two(),
        Cosign.three(),
        new Buildah(),
        JavaClient.oras(),
        JavaClient.jib());
  }

  /** What the test suite runs. */
  List<Client> few() {
    return List.of(new WeirPuller(wasm), new Oras(), new Crane(), new Skopeo(), JavaClient.oras());
  }

  /** Runs {@code clients} at one registry; over TLS with {@code certificates}. */
  Matrix run(List<Client> clients, @Nullable Certificates certificates)
      throws IOException, InterruptedException {
    String scheme = certificates == null ? "http" : "https";
    List<String> flags =
        certificates == null
            ? List.of("--host", Istio.ADDRESS)
            : List.of(
                "--tls-cert",
                certificates.certificate().toString(),
                "--tls-key",
                certificates.key().toString());
    Path ca = certificates == null ? null : certificates.ca();
    try (RegistryProcess registry = RegistryProcess.start(work.resolve(scheme), 0, flags);
        Owner owner = new Owner(registry.url(), registry.token(), ca)) {
      // oras takes the name localhost for plain HTTP, whatever its flags say.
      String address = (ca == null ? "localhost:" : "127.0.0.1:") + registry.url().getPort();
      for (Client client : clients) {
        Path home =
            Files.createDirectories(work.resolve(client.name().replace(' ', '-') + "-" + scheme));
        Site site = new Site(tools, address, ca, registry.token(), home, owner, Samples.of(wasm));
        one(client, client.name() + ", " + scheme, site);
      }
    }
    return matrix;
  }

  private void one(Client client, String row, Site site) throws InterruptedException {
    if (!client.isHere(tools)) {
      if (site.plain()) {
        matrix.missing(client.name(), client.howToGet());
      }
      return;
    }
    for (Map.Entry<Column, Client.Step> each : client.steps(site).entrySet()) {
      try {
        each.getValue().run();
        matrix.ok(row, each.getKey());
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        matrix.failed(row, each.getKey(), String.valueOf(e.getMessage()));
      }
    }
  }

  Matrix matrix() {
    return matrix;
  }
}
