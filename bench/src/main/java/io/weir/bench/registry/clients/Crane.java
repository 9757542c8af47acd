package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** crane: images, mounts, many at once. */
final class Crane implements Client {
  private static final String REPOSITORY = "clients/crane";
  private static final int AT_ONCE = 8;
  private static final int LARGE = 48 << 20;

  @Override
  public String name() {
    return "crane";
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find("crane") != null;
  }

  @Override
  public String howToGet() {
    return "go install github.com/google/go-containerregistry/cmd/crane@v0.22.1";
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    String image = site.registry() + "/" + REPOSITORY;
    Map<Column, Step> steps =
        new TreeMap<>(
            LayoutSteps.of(
                site,
                REPOSITORY,
                EnumSet.allOf(Layout.class),
                (local, remote) -> site.run("crane", "push", local.toString(), remote),
                (local, remote) ->
                    site.run("crane", "pull", "--format=oci", remote, local.toString())));
    steps.put(
        Column.LOGIN,
        () ->
            site.input(
                site.token(),
                "crane",
                "auth",
                "login",
                site.registry(),
                "-u",
                Site.USER,
                "--password-stdin"));
    steps.put(
        Column.OWN,
        () -> {
          append(site, image + "/own:v1", Samples.wasm(200_000, 3));
          site.run("crane", "validate", "--remote", image + "/own:v1");
        });
    steps.put(
        Column.COPY,
        () -> {
          site.run("crane", "copy", image + "/own:v1", image + "/copied:v1");
          Site.requireEqual(
              site.run("crane", "digest", image + "/own:v1"),
              site.run("crane", "digest", image + "/copied:v1"));
        });
    steps.put(
        Column.TAGS,
        () -> {
          site.run("crane", "tag", image + "/own:v1", "b");
          site.run("crane", "tag", image + "/own:v1", "a");
          Site.requireEqual(
              List.of("a", "b", "v1"), site.run("crane", "ls", image + "/own").lines().toList());
        });
    steps.put(
        Column.CATALOG,
        () ->
            Site.requireContains(
                site.run("crane", "catalog", site.registry()), REPOSITORY + "/own"));
    steps.put(Column.AT_ONCE, () -> atOnce(site, image + "/many"));
    steps.put(
        Column.LARGE,
        () -> {
          append(site, image + "/large:v1", Samples.wasm(LARGE, 4));
          site.run("crane", "validate", "--remote", image + "/large:v1");
        });
    steps.put(
        Column.DELETE,
        () -> {
          String digest = site.run("crane", "digest", image + "/copied:v1");
          site.run("crane", "delete", image + "/copied@" + digest);
          site.requireGone(REPOSITORY + "/copied", digest);
        });
    return steps;
  }

  private static void append(Site site, String image, byte[] wasm) throws Exception {
    Path layer = site.fresh("layer").resolve("layer.tar.gz");
    Files.write(layer, Samples.tar(wasm, true));
    site.run("crane", "append", "-f", layer.toString(), "-t", image, "--oci-empty-base");
  }

  private static void atOnce(Site site, String image) throws Exception {
    List<Callable<String>> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String tag = "v" + i;
      byte[] wasm = Samples.wasm(100_000, 100 + i);
      all.add(
          () -> {
            append(site, image + ":" + tag, wasm);
            return tag;
          });
    }
    AtOnce.run(all);
    Site.requireEqual((long) AT_ONCE, site.run("crane", "ls", image).lines().count());
    for (int i = 0; i < AT_ONCE; i++) {
      site.run("crane", "validate", "--remote", image + ":v" + i);
    }
  }
}
