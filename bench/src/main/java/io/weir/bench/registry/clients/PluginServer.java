package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import io.weir.registry.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * curl at the paths of Higress's plugin server: the module of each layout, and what tells of it.
 */
final class PluginServer implements Client {
  private static final String REPOSITORY = "plugins/clients-http";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d";

  private final byte[] wasm;

  /**
   * @param wasm what every sample holds
   */
  PluginServer(byte[] wasm) {
    this.wasm = wasm.clone();
  }

  @Override
  public String name() {
    return "plugin-server";
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find("curl") != null;
  }

  @Override
  public String howToGet() {
    return "apt-get install curl";
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    Map<Column, Step> steps = new TreeMap<>();
    for (Sample sample : site.samples()) {
      steps.put(Column.of(sample.layout()), () -> fetch(site, sample));
    }
    return steps;
  }

  private void fetch(Site site, Sample sample) throws Exception {
    String name = sample.layout().label();
    Pushed.sample(site, REPOSITORY + "/" + name, sample);
    String folder =
        "%s://%s/%s/%s/%s/"
            .formatted(site.flag("http", "https"), site.registry(), REPOSITORY, name, Sample.TAG);
    Path module = site.fresh("module").resolve("plugin.wasm");
    curl(site, folder + "plugin.wasm", module);
    Site.requireEqual(Digest.sha256(wasm), Digest.sha256(Files.readAllBytes(module)));
    Path metadata = module.resolveSibling("metadata.txt");
    curl(site, folder + "metadata.txt", metadata);
    requireMetadata(Files.readString(metadata), "clients-http/" + name);
    site.refused("", "curl", "-sf", folder + "other.wasm");
  }

  private static void curl(Site site, String url, Path file) throws Exception {
    String ca = site.ca() == null ? "" : site.ca().toString();
    site.run("curl", "-sSf", site.flag("", "--cacert"), ca, "-o", file.toString(), url);
  }

  /** The lines that the plugin server writes, and their order. */
  private void requireMetadata(String text, String name) throws Exception {
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(wasm));
    List<String> lines =
        List.of(
            "Plugin Name: " + Pattern.quote(name),
            "Size: " + wasm.length + " bytes",
            "Last Modified: " + TIME,
            "Created: " + TIME,
            "MD5: " + md5);
    if (!text.matches(String.join("\n", lines) + "\n?")) {
      throw new StepFailure("metadata.txt: " + text + " (expected: " + lines + ")");
    }
  }
}
