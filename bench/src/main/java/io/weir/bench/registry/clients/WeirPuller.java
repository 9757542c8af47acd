package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import io.weir.registry.AccessToken;
import io.weir.registry.ClientOptions;
import io.weir.registry.Credentials;
import io.weir.registry.Digest;
import io.weir.registry.PluginPuller;
import java.util.Map;
import java.util.TreeMap;

/** The gateway's own puller: the module of each layout. */
final class WeirPuller implements Client {
  private final byte[] wasm;

  /**
   * @param wasm what every sample holds
   */
  WeirPuller(byte[] wasm) {
    this.wasm = wasm.clone();
  }

  @Override
  public String name() {
    return "weir";
  }

  @Override
  public boolean isHere(Tools tools) {
    return true;
  }

  @Override
  public String howToGet() {
    return "it is here";
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    Map<Column, Step> steps = new TreeMap<>();
    for (Sample sample : site.samples()) {
      steps.put(Column.of(sample.layout()), () -> pull(site, sample));
    }
    return steps;
  }

  private void pull(Site site, Sample sample) throws Exception {
    String repository = "clients/weir/" + sample.layout().label();
    Pushed.sample(site, repository, sample);
    ClientOptions options =
        ClientOptions.defaults()
            .withCredentials(any -> new Credentials(AccessToken.USER, site.token()));
    if (site.ca() != null) {
      options = options.withCaFile(site.ca());
    }
    try (PluginPuller puller = new PluginPuller(site.fresh("cache"), options)) {
      String url = "oci://" + site.registry() + "/" + repository + ":" + Sample.TAG;
      Site.requireEqual(Digest.sha256(wasm), Digest.sha256(puller.pull(url, null).wasm()));
    }
  }
}
