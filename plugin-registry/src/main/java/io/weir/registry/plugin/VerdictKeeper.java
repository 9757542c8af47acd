package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the verdict over a plugin with it: the report as a referrer, of which there is one, and the
 * facts as a note. Doing it twice changes nothing. Thread-safe.
 */
public final class VerdictKeeper {
  private static final String CREATED = "org.opencontainers.image.created";
  private static final String VALIDATOR = "io.weir.plugin.validator";
  private static final String OK = "io.weir.plugin.ok";
  private static final byte[] EMPTY = {'{', '}'};
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int STRIPES = 64;

  private final RegistryStore store;
  private final Clock clock;
  private final List<ReentrantLock> locks =
      IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toList();

  public VerdictKeeper(RegistryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Keeps a report.
   *
   * @param subject the plugin, which is stored
   */
  void keep(String repository, NewManifest subject, PluginReport report) throws IOException {
    ReentrantLock lock = locks.get(Math.floorMod(subject.digest().hashCode(), STRIPES));
    lock.lock();
    try {
      byte[] content = report.toJson();
      Digest digest = Digest.sha256(content);
      refer(repository, subject, report, content, digest);
      note(repository, subject.digest(), report.facts().withReport(digest));
    } finally {
      lock.unlock();
    }
  }

  /** Keeps facts alone. */
  void note(String repository, Digest subject, PluginFacts facts) throws IOException {
    Repository at = store.repository(repository);
    ManifestState state = at == null ? null : at.manifest(subject);
    byte[] json = facts.toJson();
    if (state != null && !Arrays.equals(json, state.note(PluginFacts.NOTE))) {
      store.note(repository, subject, PluginFacts.NOTE, json);
    }
  }

  private void refer(
      String repository, NewManifest subject, PluginReport report, byte[] content, Digest digest)
      throws IOException {
    List<ManifestState> old = verdicts(repository, subject.digest());
    ManifestState same = null;
    for (ManifestState each : old) {
      if (same == null && each.content().contains(digest)) {
        same = each;
      }
    }
    if (same == null) {
      Descriptor layer = blob(repository, PluginReport.MEDIA_TYPE, content);
      Descriptor config = blob(repository, MediaTypes.OCI_EMPTY, EMPTY);
      NewManifest verdict = manifest(subject, config, layer, annotations(report));
      store.putManifest(repository, verdict, List.of());
    }
    for (ManifestState each : old) {
      if (!each.equals(same)) {
        store.deleteManifest(repository, each.digest());
      }
    }
  }

  /** The verdicts that are kept of {@code subject}. */
  private List<ManifestState> verdicts(String repository, Digest subject) {
    Repository at = store.repository(repository);
    List<ManifestState> found = new ArrayList<>();
    if (at != null) {
      for (ManifestState each : at.referrers(subject)) {
        if (PluginReport.MEDIA_TYPE.equals(each.artifactType())) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /** Deletes the verdicts of a plugin that is gone. */
  public void forget(String repository, Digest subject) throws IOException {
    for (ManifestState each : verdicts(repository, subject)) {
      store.deleteManifest(repository, each.digest());
    }
  }

  private Descriptor blob(String repository, String type, byte[] content) throws IOException {
    Descriptor blob = Descriptor.of(type, content);
    store.putBlob(repository, blob.digest(), content);
    return blob;
  }

  private Map<String, String> annotations(PluginReport report) {
    return Map.of(
        CREATED, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        VALIDATOR, report.facts().validator(),
        OK, Boolean.toString(report.verdict().ok()));
  }

  private static NewManifest manifest(
      NewManifest subject, Descriptor config, Descriptor layer, Map<String, String> annotations) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    root.put("artifactType", PluginReport.MEDIA_TYPE);
    describe(root.putObject("config"), config.mediaType(), config.digest(), config.size());
    describe(root.putArray("layers").addObject(), layer.mediaType(), layer.digest(), layer.size());
    describe(
        root.putObject("subject"), subject.mediaType(), subject.digest(), subject.bytes().length);
    ObjectNode node = root.putObject("annotations");
    annotations.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> node.put(each.getKey(), each.getValue()));
    byte[] bytes = root.toString().getBytes(StandardCharsets.UTF_8);
    List<Digest> content = List.of(config.digest(), layer.digest());
    return new NewManifest(
        Digest.sha256(bytes),
        MediaTypes.OCI_MANIFEST,
        bytes,
        subject.digest(),
        PluginReport.MEDIA_TYPE,
        annotations,
        content,
        content);
  }

  private static void describe(ObjectNode node, String type, Digest digest, long size) {
    node.put("mediaType", type).put("digest", digest.toString()).put("size", size);
  }

  /** The report that is kept of a plugin; null for none. */
  static @Nullable PluginReport report(StoreBlobs blobs, PluginFacts facts) throws IOException {
    byte[] content = blobs.small(facts.report(), 1 << 20);
    return content == null ? null : PluginReport.read(content);
  }
}
