package io.weir.host.boot;

import io.weir.registry.ClientOptions;
import io.weir.registry.Credentials;
import io.weir.registry.PluginLayout;
import io.weir.registry.PluginManifest;
import io.weir.registry.PluginPackage;
import io.weir.registry.PullException;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The plugins that come with the project: those of them that are built. */
final class BundledPlugins {
  /**
   * A plugin in its folder.
   *
   * @param language as a person calls it
   */
  record Bundled(String name, String language, Path folder, Path module) {}

  private record Known(String folder, String language, String name) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("plugins-rs", "Rust", "key-auth"),
          new Known("plugins-go", "Go", "request-guard"),
          new Known("plugins-js", "JavaScript", "sse-redact"));

  private BundledPlugins() {}

  /** Those that are built below {@code home}. */
  static List<Bundled> built(Path home) {
    List<Bundled> built = new ArrayList<>();
    for (Known known : KNOWN) {
      Path module = home.resolve(known.folder).resolve("out").resolve(known.name + ".wasm");
      if (Files.isRegularFile(module)) {
        Path folder = home.resolve(known.folder).resolve(known.name);
        built.add(new Bundled(known.name, known.language, folder, module));
      }
    }
    return built;
  }

  /**
   * Pushes {@code plugin} to the registry at {@code authority}; gives the reference it has there.
   *
   * @param kept hears of a version that stays as it is, since another build of it is there
   */
  static String push(
      Bundled plugin, String authority, String token, Consumer<RegistryException> kept)
      throws IOException {
    ClientOptions options =
        ClientOptions.defaults().withCredentials(registry -> new Credentials("weir", token));
    String spec = text(plugin.folder().resolve("spec.yaml"));
    String reference = authority + "/plugins/" + plugin.name() + ":" + version(spec);
    try (RegistryClient client = new RegistryClient(options)) {
      new PluginPackage(
              Files.readAllBytes(plugin.module()),
              spec,
              text(plugin.folder().resolve("README.md")),
              Map.of())
          .push(client, Reference.parse(reference), PluginLayout.HIGRESS);
    } catch (RegistryException e) {
      if (e.reason() != PullException.Reason.DENIED) {
        throw e;
      }
      kept.accept(e); // the owner is refused one thing: to move a version
    }
    return reference;
  }

  private static String version(@Nullable String spec) {
    String version = spec == null ? null : PluginManifest.parse(spec).version();
    return version == null ? "latest" : version;
  }

  private static @Nullable String text(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.readString(file) : null;
  }
}
