package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/** regctl: chunked uploads, artifacts, referrers. */
final class Regctl implements Client {
  private static final String REPOSITORY = "clients/regctl";
  private static final int LARGE = 24 << 20;

  @Override
  public String name() {
    return "regctl";
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find("regctl") != null;
  }

  @Override
  public String howToGet() {
    return "go install github.com/regclient/regclient/cmd/regctl@v0.11.7";
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
                (local, remote) ->
                    site.run(
                        "regctl", "image", "copy", "ocidir://" + local + ":" + Sample.TAG, remote),
                (local, remote) ->
                    site.run(
                        "regctl",
                        "image",
                        "copy",
                        remote,
                        "ocidir://" + local + ":" + Sample.TAG)));
    steps.put(
        Column.LOGIN,
        () -> {
          String tls = site.flag("disabled", "enabled");
          site.run(
              "regctl",
              "registry",
              "set",
              site.registry(),
              "--tls",
              tls,
              "--blob-chunk",
              "1048576",
              "--blob-max",
              "4194304");
          site.input(
              site.token(),
              "regctl",
              "registry",
              "login",
              site.registry(),
              "-u",
              Site.USER,
              "--pass-stdin");
        });
    steps.put(
        Column.OWN,
        () -> {
          String text = "an artifact";
          site.input(
              text,
              "regctl",
              "artifact",
              "put",
              "--artifact-type",
              "application/vnd.own",
              image + "/own:v1");
          Site.requireEqual(text, site.run("regctl", "artifact", "get", image + "/own:v1"));
        });
    steps.put(
        Column.REFERRERS,
        () -> {
          site.input(
              "{}",
              "regctl",
              "artifact",
              "put",
              "--artifact-type",
              "application/spdx+json",
              "--subject",
              image + "/own:v1");
          Site.requireContains(
              site.run("regctl", "artifact", "list", image + "/own:v1"), "application/spdx+json");
        });
    steps.put(
        Column.COPY,
        () -> {
          site.run(
              "regctl", "image", "copy", "--referrers", image + "/own:v1", image + "/copied:v1");
          Site.requireContains(
              site.run("regctl", "artifact", "list", image + "/copied:v1"),
              "application/spdx+json");
        });
    steps.put(
        Column.LARGE, // above --blob-max, so in chunks
        () -> {
          byte[] wasm = Samples.wasm(LARGE, 9);
          java.nio.file.Path file = site.fresh("large").resolve("plugin.wasm");
          java.nio.file.Files.write(file, wasm);
          site.run(
              "regctl",
              "artifact",
              "put",
              "--artifact-type",
              "application/vnd.own",
              "--file",
              file.toString(),
              image + "/large:v1");
          site.run(
              "regctl",
              "artifact",
              "get",
              image + "/large:v1",
              "--output",
              site.fresh("got").toString());
        });
    steps.put(
        Column.TAGS,
        () -> Site.requireEqual("v1", site.run("regctl", "tag", "ls", image + "/own")));
    steps.put(
        Column.CATALOG,
        () ->
            Site.requireContains(
                site.run("regctl", "repo", "ls", site.registry()), REPOSITORY + "/own"));
    steps.put(
        Column.DELETE,
        () -> {
          site.run("regctl", "tag", "delete", image + "/copied:v1");
          site.requireGone(REPOSITORY + "/copied", "v1");
        });
    return steps;
  }
}
