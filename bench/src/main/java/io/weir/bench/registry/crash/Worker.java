package io.weir.bench.registry.crash;

import io.weir.bench.registry.Owner;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client under load: pushes, moves, attaches, deletes, until the registry is gone. */
final class Worker {
  private static final int MOST = 24;
  private static final int TAGS = 12;
  private static final int MAX_BLOB = 96 << 10;

  private final Ledger ledger;
  private final Random random;
  private final Findings findings;
  private final BlobWork blobs;
  private final Requests requests;

  /**
   * @param seed decides content and order
   */
  Worker(Ledger ledger, long seed, Owner owner, Findings findings) {
    this.ledger = ledger;
    this.random = new Random(seed);
    this.findings = findings;
    this.requests = new Requests(owner, findings);
    this.blobs = new BlobWork(ledger, random, requests, findings);
  }

  /** Works until the registry does not answer any more. */
  void run() throws InterruptedException {
    try {
      blobs.finishCutUploads();
      while (true) {
        step();
      }
    } catch (IOException e) {
      // killed; what was under way is left uncertain
    }
  }

  private void step() throws IOException, InterruptedException {
    List<Artifact> present = ledger.present();
    int choice = random.nextInt(100);
    if (present.size() < 3 || (choice < 35 && present.size() < MOST)) {
      push(null);
    } else if (choice < 50) {
      put(pick(present), tagName());
    } else if (choice < 62 && present.size() < MOST) {
      push(pick(present));
    } else if (choice < 70) {
      deleteTag();
    } else if (choice < 82) {
      delete(pick(present));
    } else if (choice < 90) {
      blobs.sendPart();
    } else if (choice < 95) {
      blobs.mount();
    } else {
      read(pick(present));
    }
  }

  private Artifact pick(List<Artifact> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String tagName() {
    return ledger.prefix + random.nextInt(TAGS);
  }

  private void push(@Nullable Artifact subject) throws IOException, InterruptedException {
    blobs.share(Artifact.EMPTY_JSON);
    List<Artifact.Layer> layers = new ArrayList<>();
    layers.add(blobs.push(random.nextInt(1, MAX_BLOB)));
    byte[] common =
        ("common layer " + random.nextInt(16)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    blobs.share(common);
    layers.add(new Artifact.Layer(Digest.sha256(common), common.length));
    Artifact artifact = Artifact.of(random.nextLong(), layers, subject);
    put(artifact, random.nextInt(3) == 0 ? null : tagName());
  }

  /**
   * @param tag null to push it by its digest
   */
  private void put(Artifact artifact, @Nullable String tag)
      throws IOException, InterruptedException {
    Ledger.Held held =
        ledger.manifests.computeIfAbsent(
            artifact.digest(), any -> new Ledger.Held(artifact, new Cell<>(false)));
    held.there().begin(true);
    Optional<Digest> value = Optional.of(artifact.digest());
    if (tag != null) {
      ledger.tag(tag).begin(value);
    }
    String path =
        "/v2/" + ledger.repository + "/manifests/" + (tag == null ? artifact.digest() : tag);
    requests.expect(
        Set.of(201), "PUT", path, artifact.content(), "Content-Type", MediaTypes.OCI_MANIFEST);
    held.there().settle(true);
    if (tag != null) {
      ledger.tag(tag).settle(value);
    }
  }

  private void deleteTag() throws IOException, InterruptedException {
    for (Map.Entry<String, Cell<Optional<Digest>>> each : ledger.tags.entrySet()) {
      if (!each.getValue().may(Optional.empty())) {
        each.getValue().begin(Optional.empty());
        requests.expect(
            Set.of(202), "DELETE", "/v2/" + ledger.repository + "/manifests/" + each.getKey());
        each.getValue().settle(Optional.empty());
        return;
      }
    }
  }

  /** A manifest, with its tags, and then the blob that only it uses. */
  private void delete(Artifact artifact) throws IOException, InterruptedException {
    Cell<Boolean> there = Objects.requireNonNull(ledger.manifests.get(artifact.digest())).there();
    List<Cell<Optional<Digest>>> named =
        ledger.tags.values().stream()
            .filter(cell -> cell.may(Optional.of(artifact.digest())))
            .toList();
    there.begin(false);
    named.forEach(cell -> cell.begin(Optional.empty()));
    requests.expect(
        Set.of(202), "DELETE", "/v2/" + ledger.repository + "/manifests/" + artifact.digest());
    there.settle(false);
    named.forEach(cell -> cell.settle(Optional.empty()));
    blobs.delete(artifact.layers().getFirst());
  }

  private void read(Artifact artifact) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        requests.expect(
            Set.of(200), "GET", "/v2/" + ledger.repository + "/manifests/" + artifact.digest());
    if (!Digest.sha256(answer.body()).equals(artifact.digest())) {
      findings.loss(ledger.repository + "@" + artifact.digest() + ": other bytes, under load");
    }
  }
}
