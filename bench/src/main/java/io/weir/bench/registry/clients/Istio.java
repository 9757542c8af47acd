package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import io.weir.registry.AccessToken;
import io.weir.registry.ClientOptions;
import io.weir.registry.Credentials;
import io.weir.registry.Digest;
import io.weir.registry.PluginImage;
import io.weir.registry.PluginPackage;
import io.weir.registry.PublishLayout;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The fetcher of Istio's agent, from Istio's own source: all layouts but that of the CNCF, which it
 * cannot read, and the index that {@code weir plugin push} writes. It refuses to log in at
 * loopback, where agents never find a registry, so it asks for a private address and is sent to the
 * registry as if that were a proxy; over plain HTTP only.
 */
final class Istio implements Client {
  /** The address that it knows the registry by. */
  static final String ADDRESS = "10.1.2.3";

  private static final String PROGRAM = "istio-fetcher";
  private static final String REPOSITORY = "clients/istio";

  private final byte[] wasm;

  /**
   * @param wasm what every sample holds
   */
  Istio(byte[] wasm) {
    this.wasm = wasm.clone();
  }

  @Override
  public String name() {
    return "istio";
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find(PROGRAM) != null;
  }

  @Override
  public String howToGet() {
    return "go build -C bench/registries/istio -o $PWD/target/tools/" + PROGRAM;
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    Map<Column, Step> steps = new TreeMap<>();
    if (!site.plain()) {
      return steps;
    }
    for (Layout layout : EnumSet.complementOf(EnumSet.of(Layout.CNCF))) {
      steps.put(Column.of(layout), () -> layout(site, site.sample(layout)));
    }
    steps.put(
        Column.CNCF,
        () -> {
          Sample sample = site.sample(Layout.CNCF);
          Pushed.sample(site, REPOSITORY + "/cncf", sample);
          StepFailure refused = requireFailure(() -> fetch(site, "cncf", sample.digest()));
          Site.requireContains(String.valueOf(refused.getMessage()), "invalid format");
        });
    steps.put(Column.OWN, () -> published(site));
    return steps;
  }

  private static StepFailure requireFailure(Step step) throws Exception {
    try {
      step.run();
    } catch (StepFailure e) {
      return e;
    }
    throw new StepFailure("it was read (expected: refused)");
  }

  private void layout(Site site, Sample sample) throws Exception {
    Pushed.sample(site, REPOSITORY + "/" + sample.layout().label(), sample);
    fetch(site, sample.layout().label(), sample.digest());
  }

  private void published(Site site) throws Exception {
    ClientOptions options =
        ClientOptions.defaults()
            .withCredentials(any -> new Credentials(AccessToken.USER, site.token()));
    PluginImage image = PluginPackage.of(wasm).image(PublishLayout.BOTH);
    try (RegistryClient client = new RegistryClient(options)) {
      image.push(
          client, Reference.parse(site.registry() + "/" + REPOSITORY + "/published:" + Sample.TAG));
    }
    fetch(site, "published", image.manifests().getFirst().digest());
  }

  private void fetch(Site site, String name, Digest manifest) throws Exception {
    String port = site.registry().substring(site.registry().indexOf(':'));
    String image = ADDRESS + port + "/" + REPOSITORY + "/" + name + ":" + Sample.TAG;
    String proxy = "http://" + site.registry();
    Path program = Objects.requireNonNull(site.tools().find(PROGRAM), PROGRAM);
    String told =
        site.run(
            Map.of("HTTP_PROXY", proxy, "HTTPS_PROXY", proxy), List.of(program.toString(), image));
    Site.requireEqual(Digest.sha256(wasm).hex() + " " + manifest.hex(), told.strip());
  }
}
