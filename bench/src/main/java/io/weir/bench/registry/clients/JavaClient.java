package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The clients in Java, from a module of their own that is apart from the product's class path. */
final class JavaClient implements Client {
  private static final String MODULE = "bench/registries/java-clients";
  private final String name;

  private JavaClient(String name) {
    this.name = name;
  }

  /** oras-java-sdk: artifacts, referrers, chunks. */
  static JavaClient oras() {
    return new JavaClient("oras-java");
  }

  /** jib-core: images. */
  static JavaClient jib() {
    return new JavaClient("jib");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isHere(Tools tools) {
    return Files.exists(jar(tools));
  }

  @Override
  public String howToGet() {
    return "mvn -f " + MODULE + " package";
  }

  private static Path jar(Tools tools) {
    return tools.home().resolve(MODULE + "/target/java-clients-1.jar");
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    Map<Column, Step> steps = new TreeMap<>();
    String repository = "clients/" + name;
    String image = site.registry() + "/" + repository;
    if (name.equals("jib")) {
      steps.put(Column.DOCKER, () -> jib(site, repository, "jib-docker"));
      steps.put(Column.COMPAT, () -> jib(site, repository, "jib-oci"));
      return steps;
    }
    steps.put(
        Column.OWN,
        () -> {
          step(site, "push", image + ":v1");
          step(site, "pull", image + ":v1");
        });
    steps.put(Column.REFERRERS, () -> step(site, "attach", image + ":v1"));
    steps.put(Column.TAGS, () -> step(site, "tags", image));
    steps.put(Column.CATALOG, () -> step(site, "catalog", image));
    steps.put(Column.LARGE, () -> step(site, "chunks", image));
    steps.put(Column.DELETE, () -> step(site, "delete", image + ":v1"));
    return steps;
  }

  private static void jib(Site site, String repository, String step) throws Exception {
    step(site, step, site.registry() + "/" + repository + ":" + step);
    int status = site.owner().get("/v2/" + repository + "/manifests/" + step).statusCode();
    Site.requireEqual(200, status);
  }

  private static void step(Site site, String step, String image) throws Exception {
    Path file = site.folder().resolve("plugin.wasm");
    if (!Files.exists(file)) {
      Files.write(file, Samples.wasm(3_000_000, 77));
    }
    Path jar = jar(site.tools());
    site.run(
        Map.of("PASSWORD", site.token()),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-DsendCredentialsOverHttp=true", // jib's, for plain HTTP
            "-cp",
            jar + ":" + jar.resolveSibling("libs") + "/*",
            "clients.JavaClients",
            step,
            site.registry(),
            site.ca() == null ? "-" : site.ca().toString(),
            Site.USER,
            image,
            file.toString()));
  }
}
