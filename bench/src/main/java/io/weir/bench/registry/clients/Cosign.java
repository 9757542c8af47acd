package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.util.Map;
import java.util.TreeMap;

/** cosign, with a key of its own and without any service: 2 signs by tag, 3 by referrer. */
final class Cosign implements Client {
  private final int major;
  private final String version;

  private Cosign(int major, String version) {
    this.major = major;
    this.version = version;
  }

  static Cosign two() {
    return new Cosign(2, "v2.6.1");
  }

  static Cosign three() {
    return new Cosign(3, "v3.1.3");
  }

  @Override
  public String name() {
    return "cosign " + major;
  }

  private String program() {
    return "cosign-" + version;
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find(program()) != null;
  }

  @Override
  public String howToGet() {
    return "CGO_ENABLED=0 go install github.com/sigstore/cosign/v%d/cmd/cosign@%s, as %s"
        .formatted(major, version, program());
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    String repository = "clients/cosign" + major;
    Sample sample = site.sample(Layout.CNCF);
    String image = site.registry() + "/" + repository + "@" + sample.digest();
    Map<Column, Step> steps = new TreeMap<>();
    steps.put(
        Column.LOGIN,
        () -> {
          site.input(
              site.token(),
              program(),
              "login",
              site.registry(),
              "-u",
              Site.USER,
              "--password-stdin");
          Pushed.sample(site, repository, sample);
        });
    steps.put(
        Column.REFERRERS,
        () -> {
          site.run(program(), "generate-key-pair");
          site.run(
              program(),
              "sign",
              "-y",
              "--key",
              "cosign.key",
              "--tlog-upload=false",
              major == 3 ? "--use-signing-config=false" : "",
              site.flag("--allow-http-registry", ""),
              image);
          site.run(
              program(),
              "verify",
              "--key",
              "cosign.pub",
              "--insecure-ignore-tlog=true",
              site.flag("--allow-http-registry", ""),
              image);
        });
    return steps;
  }
}
