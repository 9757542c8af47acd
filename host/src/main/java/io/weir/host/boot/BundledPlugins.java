package io.weir.host.boot;

import io.weir.registry.ClientOptions;
import io.weir.registry.Credentials;
import io.weir.registry.PluginDocument;
import io.weir.registry.PluginImage;
import io.weir.registry.PluginManifest;
import io.weir.registry.PluginPackage;
import io.weir.registry.PublishLayout;
import io.weir.registry.PullException;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.config.RepositoryGlob;
import io.weir.registry.config.TagsConfig;
import io.weir.registry.config.TagsConfig.Immutable;
import io.weir.registry.config.TagsConfig.TagRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The plugins that come with the project: those of them that are built. */
final class BundledPlugins {
  /**
   * A plugin in its folder.
   *
   * @param language as a person calls it
   */
  record Bundled(String name, String language, Path folder, Path module) {}

  private record Known(String folder, String language, String name) {}

  private static final String LATEST = "latest";
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
   * How tags are kept in a registry of {@code config} that these are pushed to: as it says, but for
   * those of these plugins, which name whatever was built last.
   */
  static RegistryConfig movable(RegistryConfig config) {
    TagsConfig tags = config.tags();
    List<RepositoryGlob> repositories =
        KNOWN.stream().map(each -> RepositoryGlob.of(repository(each.name))).toList();
    List<TagRule> rules = new ArrayList<>(tags.rules());
    rules.add(new TagRule(repositories, Immutable.NONE, tags.allowDelete()));
    return config.withTags(new TagsConfig(tags.immutable(), tags.allowDelete(), rules));
  }

  private static String repository(String name) {
    return "plugins/" + name;
  }

  /**
   * Pushes {@code plugin} to the registry at {@code authority}, in both layouts and with all that
   * describes it; gives the reference it has there.
   *
   * @param kept hears of a version that stays as it is, since the user's rules have it so
   * @throws RegistryException when the registry refuses for another reason
   */
  static String push(
      Bundled plugin, String authority, String token, Consumer<RegistryException> kept)
      throws IOException {
    ClientOptions options =
        ClientOptions.defaults().withCredentials(registry -> new Credentials("weir", token));
    List<PluginDocument> documents = documents(plugin.folder());
    PluginManifest spec = spec(documents);
    String version = spec.version() == null ? LATEST : spec.version();
    Reference reference =
        Reference.parse(authority + "/" + repository(plugin.name()) + ":" + version);
    PluginImage image =
        new PluginPackage(Files.readAllBytes(plugin.module()), documents, annotations(spec))
            .image(PublishLayout.BOTH);
    try (RegistryClient client = new RegistryClient(options)) {
      image.push(client, reference);
      image.tag(client, reference.withTag(LATEST));
    } catch (RegistryException e) {
      if (e.reason() != PullException.Reason.UNAUTHORIZED) {
        throw e;
      }
      kept.accept(e); // the token is the registry's own: what it refuses is to move a version
    }
    return reference.toString();
  }

  private static PluginManifest spec(List<PluginDocument> documents) {
    return documents.stream()
        .filter(each -> each.name().equals("spec.yaml"))
        .findFirst()
        .map(each -> PluginManifest.parse(new String(each.content(), StandardCharsets.UTF_8)))
        .orElse(new PluginManifest(null, null));
  }

  private static Map<String, String> annotations(PluginManifest spec) {
    String version = spec.version();
    return version == null ? Map.of() : Map.of("org.opencontainers.image.version", version);
  }

  /** What describes the plugin in {@code folder}, by name. */
  private static List<PluginDocument> documents(Path folder) throws IOException {
    List<PluginDocument> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = String.valueOf(each.getFileName());
        if (PluginDocument.mediaType(name).isPresent()) {
          PluginDocument.of(name, Files.readAllBytes(each)).ifPresent(documents::add);
        }
      }
    }
    return documents;
  }
}
