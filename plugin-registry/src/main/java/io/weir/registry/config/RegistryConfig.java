package io.weir.registry.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * {@code registry.yaml}, whole. Immutable. Without a file everything has its default.
 *
 * @param access who may do what
 * @param limits how often
 * @param tags which tags stay where they are
 * @param audit what is written down
 * @param webhooks who is told of changes
 * @param storage where content and metadata are kept
 * @param collection what is deleted by itself
 * @param plugins how plugins are looked at
 * @param quotas how much namespaces may hold; none by default
 * @param mirrors of which registries it keeps what is asked for
 */
public record RegistryConfig(
    AccessConfig access,
    LimitsConfig limits,
    TagsConfig tags,
    AuditConfig audit,
    List<WebhookConfig> webhooks,
    StorageConfig storage,
    CollectionConfig collection,
    PluginsConfig plugins,
    List<QuotaConfig> quotas,
    List<MirrorConfig> mirrors) {
  /** The name of the file in the data folder. */
  public static final String FILE = "registry.yaml";

  public RegistryConfig {
    access = access == null ? Defaults.of(AccessConfig.class) : access;
    storage = storage == null ? Defaults.of(StorageConfig.class) : storage;
    collection = collection == null ? Defaults.of(CollectionConfig.class) : collection;
    quotas = List.copyOf(Objects.requireNonNullElse(quotas, List.of()));
    limits = limits == null ? Defaults.of(LimitsConfig.class) : limits;
    tags = tags == null ? Defaults.of(TagsConfig.class) : tags;
    audit = audit == null ? Defaults.of(AuditConfig.class) : audit;
    webhooks = webhooks == null ? List.of() : List.copyOf(webhooks);
    plugins = plugins == null ? Defaults.of(PluginsConfig.class) : plugins;
    mirrors = mirrors == null ? List.of() : List.copyOf(mirrors);
    if (limits.sparse() && plugins.validation() == PluginsConfig.Validation.ENFORCE) {
      throw new IllegalArgumentException(
          "limits.sparse: true (expected: false with plugins.validation: enforce, since content"
              + " that is not there cannot be looked at)");
    }
  }

  /**
   * Reads a file; relative paths in it start from its folder.
   *
   * @throws ConfigException when it says what cannot be, naming line, field and remedy
   * @throws IOException when it cannot be read
   */
  public static RegistryConfig read(Path file) throws IOException {
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
    return new ConfigReader(file.toString(), new References(folder, System::getenv))
        .read(Files.readString(file), RegistryConfig.class);
  }

  /**
   * Reads {@code registry.yaml} of a data folder; the defaults when there is none.
   *
   * @throws IOException as {@link #read}
   */
  public static RegistryConfig ofData(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve(FILE);
    return Files.exists(file) ? read(file) : defaults();
  }

  /**
   * Reads a text, with relative paths from the working directory.
   *
   * @throws ConfigException as {@link #read}
   */
  public static RegistryConfig parse(String yaml) throws ConfigException {
    return new ConfigReader(FILE, new References(Path.of(""), System::getenv))
        .read(yaml, RegistryConfig.class);
  }

  /** The same with other rules for tags. */
  public RegistryConfig withTags(TagsConfig value) {
    return new RegistryConfig(
        access, limits, value, audit, webhooks, storage, collection, plugins, quotas, mirrors);
  }

  /** What holds without a file. */
  public static RegistryConfig defaults() {
    return Defaults.of(RegistryConfig.class);
  }
}
