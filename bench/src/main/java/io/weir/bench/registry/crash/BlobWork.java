package io.weir.bench.registry.crash;

import io.weir.registry.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** What a worker does with blobs. */
final class BlobWork {
  static final String MOUNTS = "crash/mounts";
  private static final int MAX_CHUNKED = 512 << 10;
  private static final int MAX_CHUNK = 64 << 10;
  private static final int MOST_UPLOADS = 4;
  private static final String[] BINARY = {"Content-Type", "application/octet-stream"};

  private final Ledger ledger;
  private final Random random;
  private final Requests requests;
  private final Findings findings;

  BlobWork(Ledger ledger, Random random, Requests requests, Findings findings) {
    this.ledger = ledger;
    this.random = random;
    this.requests = requests;
    this.findings = findings;
  }

  private String path(String rest) {
    return "/v2/" + ledger.repository + "/blobs/" + rest;
  }

  /** Pushes a new blob, in one request or in two. */
  Artifact.Layer push(int size) throws IOException, InterruptedException {
    byte[] content = new byte[size];
    random.nextBytes(content);
    Digest digest = Digest.sha256(content);
    Cell<Boolean> cell = ledger.blobs.computeIfAbsent(digest, any -> new Cell<>(false));
    cell.begin(true);
    if (random.nextBoolean()) {
      requests.expect(Set.of(201), "POST", path("uploads/?digest=" + digest), content, BINARY);
    } else {
      HttpResponse<byte[]> opened = requests.expect(Set.of(202), "POST", path("uploads/"));
      requests.expect(Set.of(201), "PUT", end(location(opened), digest), content, BINARY);
    }
    cell.settle(true);
    return new Artifact.Layer(digest, size);
  }

  /** Pushes a blob that others push into this repository too, and nobody deletes. */
  void share(byte[] content) throws IOException, InterruptedException {
    Digest digest = Digest.sha256(content);
    requests.expect(Set.of(201), "POST", path("uploads/?digest=" + digest), content, BINARY);
    ledger.shared.add(digest);
  }

  void delete(Digest digest) throws IOException, InterruptedException {
    Cell<Boolean> cell = Objects.requireNonNull(ledger.blobs.get(digest));
    cell.begin(false);
    requests.expect(Set.of(202), "DELETE", path(digest.toString()));
    cell.settle(false);
  }

  /** Mounts a blob into another repository, where it outlives the first. */
  void mount() throws IOException, InterruptedException {
    List<Digest> there =
        ledger.blobs.entrySet().stream()
            .filter(each -> each.getValue().is(true))
            .map(Map.Entry::getKey)
            .toList();
    if (there.isEmpty() || ledger.mounted.size() > MAX_CHUNK) {
      return;
    }
    Digest digest = there.get(random.nextInt(there.size()));
    Cell<Boolean> cell = ledger.mounted.computeIfAbsent(digest, any -> new Cell<>(false));
    cell.begin(true);
    String query = "?mount=" + digest + "&from=" + ledger.repository;
    requests.expect(Set.of(201), "POST", "/v2/" + MOUNTS + "/blobs/uploads/" + query);
    cell.settle(true);
  }

  /** Sends a chunk of an open upload, or opens one. */
  void sendPart() throws IOException, InterruptedException {
    if (ledger.uploads.size() < MOST_UPLOADS) {
      byte[] content = new byte[random.nextInt(MAX_CHUNK, MAX_CHUNKED)];
      random.nextBytes(content);
      HttpResponse<byte[]> opened = requests.expect(Set.of(202), "POST", path("uploads/"));
      ledger.uploads.add(new Ledger.OpenUpload(content, location(opened)));
      return;
    }
    Ledger.OpenUpload upload = ledger.uploads.get(random.nextInt(ledger.uploads.size()));
    if (upload.acknowledged == upload.content.length) {
      finish(upload);
      return;
    }
    int end = Math.min(upload.content.length, upload.acknowledged + random.nextInt(1, MAX_CHUNK));
    byte[] chunk = Arrays.copyOfRange(upload.content, upload.acknowledged, end);
    upload.sent = end;
    HttpResponse<byte[]> answer =
        requests.expect(
            Set.of(202),
            "PATCH",
            upload.location,
            chunk,
            "Content-Type",
            "application/octet-stream",
            "Content-Range",
            upload.acknowledged + "-" + (end - 1));
    upload.acknowledged = end;
    upload.location = location(answer);
  }

  /** After a restart: sends the rest of each upload that the kill has cut, and ends it. */
  void finishCutUploads() throws IOException, InterruptedException {
    for (Ledger.OpenUpload upload : List.copyOf(ledger.uploads)) {
      finish(upload);
      findings.resume();
    }
  }

  private void finish(Ledger.OpenUpload upload) throws IOException, InterruptedException {
    byte[] rest = Arrays.copyOfRange(upload.content, upload.acknowledged, upload.content.length);
    Digest digest = Digest.sha256(upload.content);
    Cell<Boolean> cell = ledger.blobs.computeIfAbsent(digest, any -> new Cell<>(false));
    cell.begin(true);
    ledger.uploads.remove(upload); // a PUT that is cut may have ended it, or not
    requests.expect(Set.of(201), "PUT", end(upload.location, digest), rest, BINARY);
    cell.settle(true);
  }

  private static String location(HttpResponse<byte[]> answer) throws IOException {
    return answer.headers().firstValue("Location").orElseThrow(() -> new IOException("Location"));
  }

  private static String end(String location, Digest digest) {
    return location + (location.contains("?") ? "&" : "?") + "digest=" + digest;
  }
}
