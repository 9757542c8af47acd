package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/** skopeo: copies between kinds of stores; Docker's manifests through its {@code dir:}. */
final class Skopeo implements Client {
  private static final String REPOSITORY = "clients/skopeo";

  @Override
  public String name() {
    return "skopeo";
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find("skopeo") != null;
  }

  @Override
  public String howToGet() {
    return "apt-get install skopeo";
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    String image = "docker://" + site.registry() + "/" + REPOSITORY;
    Map<Column, Step> steps =
        new TreeMap<>(
            LayoutSteps.of(
                site,
                REPOSITORY,
                EnumSet.of(Layout.COMPAT, Layout.HIGRESS, Layout.SOLO, Layout.CNCF),
                (local, remote) ->
                    copy(site, "oci:" + local + ":" + Sample.TAG, "docker://" + remote),
                (local, remote) ->
                    copy(site, "docker://" + remote, "oci:" + local + ":" + Sample.TAG)));
    steps.put(Column.DOCKER, () -> docker(site, image + "/docker:v1"));
    steps.put(
        Column.LOGIN,
        () -> {
          String[] login = {
            "skopeo",
            "login",
            site.flag("--tls-verify=false", ""),
            "-u",
            Site.USER,
            "--password-stdin",
            site.registry()
          };
          Files.createDirectories(site.folder().resolve(".docker"));
          site.refused("wrong", login);
          site.input(site.token(), login);
        });
    steps.put(
        Column.COPY,
        () -> {
          copy(site, image + "/compat:" + Sample.TAG, image + "/copied:v1");
          site.requireTag(REPOSITORY + "/copied", "v1", site.sample(Layout.COMPAT).digest());
        });
    steps.put(
        Column.TAGS,
        () ->
            Site.requireContains(
                site.run(
                    "skopeo", "list-tags", site.flag("--tls-verify=false", ""), image + "/copied"),
                "\"v1\""));
    steps.put(
        Column.DELETE,
        () -> {
          site.run("skopeo", "delete", site.flag("--tls-verify=false", ""), image + "/copied:v1");
          site.requireGone(REPOSITORY + "/copied", "v1");
        });
    return steps;
  }

  private static void docker(Site site, String image) throws Exception {
    Sample sample = site.sample(Layout.DOCKER);
    Path local = sample.writeFolder(site.fresh("push"));
    copy(site, "dir:" + local, image);
    site.requireTag(REPOSITORY + "/docker", "v1", sample.digest());
    Path pulled = site.fresh("pull");
    copy(site, image, "dir:" + pulled);
    sample.requireFolder(pulled);
  }

  private static void copy(Site site, String from, String to) throws Exception {
    String source = from.startsWith("docker:") ? site.flag("--src-tls-verify=false", "") : "";
    String target = to.startsWith("docker:") ? site.flag("--dest-tls-verify=false", "") : "";
    site.run("skopeo", "--insecure-policy", "copy", "--preserve-digests", source, target, from, to);
  }
}
