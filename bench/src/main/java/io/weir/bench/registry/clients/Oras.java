package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** oras: artifacts, referrers and copies with them. */
final class Oras implements Client {
  private static final int AT_ONCE = 12;
  private static final String REPOSITORY = "clients/oras";

  @Override
  public String name() {
    return "oras";
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find("oras") != null;
  }

  @Override
  public String howToGet() {
    return "go install oras.land/oras/cmd/oras@v1.3.6";
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    String to = site.flag("--plain-http", "");
    String copyTo = site.flag("--to-plain-http", "");
    String copyFrom = site.flag("--from-plain-http", "");
    String image = site.registry() + "/" + REPOSITORY;
    Map<Column, Step> steps =
        new TreeMap<>(
            LayoutSteps.of(
                site,
                REPOSITORY,
                EnumSet.allOf(Layout.class),
                (local, remote) ->
                    site.run(
                        "oras",
                        "cp",
                        copyTo,
                        "--from-oci-layout",
                        local + ":" + Sample.TAG,
                        remote),
                (local, remote) ->
                    site.run(
                        "oras",
                        "cp",
                        copyFrom,
                        "--to-oci-layout",
                        remote,
                        local + ":" + Sample.TAG)));
    steps.put(
        Column.LOGIN,
        () -> {
          String[] login = {
            "oras", "login", to, site.registry(), "-u", Site.USER, "--password-stdin"
          };
          site.refused("wrong", login);
          site.input(site.token(), login);
        });
    steps.put(Column.OWN, () -> own(site, to, image + "/own:v1"));
    steps.put(Column.REFERRERS, () -> referrers(site, to, image + "/own:v1"));
    steps.put(
        Column.COPY,
        () -> {
          site.run("oras", "cp", "-r", copyFrom, copyTo, image + "/own:v1", image + "/copied:v1");
          requireReferrers(site, to, image + "/copied:v1");
        });
    steps.put(
        Column.TAGS,
        () -> {
          site.run("oras", "tag", to, image + "/own:v1", "b", "a");
          Site.requireEqual(
              List.of("a", "b", "v1"),
              site.run("oras", "repo", "tags", to, image + "/own").lines().toList());
        });
    steps.put(
        Column.CATALOG,
        () ->
            Site.requireContains(
                site.run("oras", "repo", "ls", to, site.registry()), REPOSITORY + "/own"));
    steps.put(
        Column.DELETE,
        () -> {
          site.run("oras", "manifest", "delete", to, "-f", image + "/copied:v1");
          site.requireGone(REPOSITORY + "/copied", "v1");
        });
    return steps;
  }

  private static void own(Site site, String to, String image) throws Exception {
    byte[] wasm = Samples.wasm(300_000, 7);
    Files.write(site.folder().resolve("plugin.wasm"), wasm);
    site.run("oras", "push", to, image, "plugin.wasm:application/wasm");
    Path pulled = site.fresh("pulled");
    site.run("oras", "pull", to, image, "-o", pulled.toString());
    Site.requireEqual(
        Arrays.hashCode(wasm), Arrays.hashCode(Files.readAllBytes(pulled.resolve("plugin.wasm"))));
  }

  /** All at once: none may be lost. */
  private static void referrers(Site site, String to, String image) throws Exception {
    List<Callable<String>> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String file = "sbom" + i + ".json";
      Files.writeString(site.folder().resolve(file), "{\"number\":" + i + "}");
      all.add(
          () ->
              site.run(
                  "oras",
                  "attach",
                  to,
                  "--artifact-type",
                  "application/spdx+json",
                  image,
                  file + ":application/spdx+json"));
    }
    AtOnce.run(all);
    requireReferrers(site, to, image);
  }

  private static void requireReferrers(Site site, String to, String image) throws Exception {
    String found = site.run("oras", "discover", to, "--format", "json", image);
    Site.requireEqual(AT_ONCE, found.split("application/spdx\\+json", -1).length - 1);
  }
}
