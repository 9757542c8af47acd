package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** buildah: an image from scratch that holds the module, pushed in both formats. */
final class Buildah implements Client {
  private static final String REPOSITORY = "clients/buildah";

  @Override
  public String name() {
    return "buildah";
  }

  @Override
  public boolean isHere(Tools tools) {
    return tools.find("buildah") != null;
  }

  @Override
  public String howToGet() {
    return "apt-get install buildah";
  }

  @Override
  public Map<Column, Step> steps(Site site) {
    Map<Column, Step> steps = new TreeMap<>();
    String tls = site.flag("--tls-verify=false", "");
    steps.put(
        Column.LOGIN,
        () -> {
          String[] login = {
            "buildah", "login", tls, "-u", Site.USER, "--password-stdin", site.registry()
          };
          site.refused("wrong", login);
          site.input(site.token(), login);
        });
    steps.put(Column.DOCKER, () -> build(site, "v2s2"));
    steps.put(Column.COMPAT, () -> build(site, "oci"));
    return steps;
  }

  private static String buildah(Site site, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 5];
    command[0] = "buildah";
    command[1] = "--storage-driver=vfs";
    command[2] = "--root=" + site.folder().resolve("images");
    command[3] = "--runroot=" + site.folder().resolve("run");
    command[4] = "";
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    return site.run(command);
  }

  private static void build(Site site, String format) throws Exception {
    String tls = site.flag("--tls-verify=false", "");
    String remote = "docker://" + site.registry() + "/" + REPOSITORY + "/" + format + ":v1";
    byte[] wasm = Samples.wasm(150_000, 21);
    Files.write(site.folder().resolve("plugin.wasm"), wasm);
    String container = buildah(site, "from", "scratch");
    buildah(site, "copy", container, "plugin.wasm", "/");
    String image = buildah(site, "commit", "-q", container, format);
    buildah(site, "push", "--format", format, tls, image, remote);
    buildah(site, "rmi", "-a", "-f");
    String pulled = buildah(site, "pull", "-q", tls, remote);
    String again = buildah(site, "from", pulled);
    Path mounted = Path.of(buildah(site, "mount", again));
    Site.requireEqual(
        Arrays.hashCode(wasm), Arrays.hashCode(Files.readAllBytes(mounted.resolve("plugin.wasm"))));
    buildah(site, "rm", "-a");
  }
}
