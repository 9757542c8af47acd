package io.weir.bench.registry.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.bench.registry.Owner;
import io.weir.registry.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a ledger says with what the registry has, by reading all of it. What was uncertain
 * is settled by what is seen.
 */
final class Checker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RANGE = Pattern.compile("0-(\\d+)");
  private static final byte[] NOTHING = {};

  private final Owner owner;
  private final Findings findings;

  Checker(Owner owner, Findings findings) {
    this.owner = owner;
    this.findings = findings;
  }

  void check(Ledger ledger) throws IOException, InterruptedException {
    for (Map.Entry<Digest, Cell<Boolean>> each : ledger.blobs.entrySet()) {
      blob(ledger.repository, each.getKey(), each.getValue());
    }
    for (Map.Entry<Digest, Cell<Boolean>> each : ledger.mounted.entrySet()) {
      blob(BlobWork.MOUNTS, each.getKey(), each.getValue());
    }
    for (Digest each : ledger.shared) {
      blob(ledger.repository, each, new Cell<>(true));
    }
    for (Ledger.Held each : ledger.manifests.values()) {
      manifest(ledger, each);
    }
    for (Ledger.Held each : ledger.manifests.values()) {
      referrers(ledger, each.artifact().digest());
    }
    tags(ledger);
    for (Ledger.OpenUpload each : ledger.uploads) {
      upload(ledger, each);
    }
    ledger.uploads.removeIf(each -> each.acknowledged < 0);
    ledger.prune();
  }

  /** Whether what {@code path} gives is there and whole. */
  private boolean there(String path, Digest digest) throws IOException, InterruptedException {
    findings.check();
    HttpResponse<byte[]> answer = owner.get(path + digest);
    if (answer.statusCode() == 404) {
      return false;
    }
    if (answer.statusCode() != 200) {
      findings.loss(path + digest + ": status " + answer.statusCode());
    } else if (!Digest.of(digest.algorithm(), answer.body()).equals(digest)) {
      findings.loss(path + digest + ": other bytes, " + answer.body().length + " of them");
    }
    return true;
  }

  private void settle(String what, Cell<Boolean> cell, boolean seen) {
    if (!cell.may(seen)) {
      findings.loss(what + (seen ? ": deleted, and there again" : ": acknowledged, and gone"));
    }
    cell.settle(seen);
  }

  private void blob(String repository, Digest digest, Cell<Boolean> cell)
      throws IOException, InterruptedException {
    String path = "/v2/" + repository + "/blobs/";
    settle(path + digest, cell, there(path, digest));
  }

  private void manifest(Ledger ledger, Ledger.Held held) throws IOException, InterruptedException {
    String path = "/v2/" + ledger.repository + "/manifests/";
    Artifact artifact = held.artifact();
    boolean seen = there(path, artifact.digest());
    settle(path + artifact.digest(), held.there(), seen);
    if (!seen) {
      return;
    }
    for (Digest layer : artifact.layers()) {
      Cell<Boolean> cell = ledger.blobs.get(layer);
      boolean has = cell == null ? ledger.shared.contains(layer) : cell.is(true);
      if (!has) {
        findings.loss(path + artifact.digest() + ": half there, without its layer " + layer);
      }
    }
  }

  /**
   * The list of a subject holds the manifests that are there, no more and no less; those that the
   * registry adds by itself have another type.
   */
  private void referrers(Ledger ledger, Digest subject) throws IOException, InterruptedException {
    findings.check();
    TreeSet<String> expected = new TreeSet<>();
    for (Artifact each : ledger.present()) {
      if (subject.equals(each.subject())) {
        expected.add(each.digest().toString());
      }
    }
    TreeSet<String> listed = new TreeSet<>();
    String path =
        "/v2/" + ledger.repository + "/referrers/" + subject + "?artifactType=" + Artifact.TYPE;
    for (JsonNode each : json(path).path("manifests")) {
      listed.add(each.path("digest").asText());
    }
    if (!listed.equals(expected)) {
      findings.loss(path + ": " + listed + " (expected: " + expected + ")");
    }
  }

  private void tags(Ledger ledger) throws IOException, InterruptedException {
    String path = "/v2/" + ledger.repository + "/tags/list";
    List<String> listed = new ArrayList<>();
    for (JsonNode each : json(path).path("tags")) {
      if (each.asText().startsWith(ledger.prefix)) {
        listed.add(each.asText());
      }
    }
    for (String each : listed) {
      if (!ledger.tags.containsKey(each)) {
        findings.loss(
            path + ": " + each + " (expected: no such tag; it was never pushed or long deleted)");
      }
    }
    for (Map.Entry<String, Cell<Optional<Digest>>> each : ledger.tags.entrySet()) {
      tag(ledger, each.getKey(), each.getValue(), listed.contains(each.getKey()));
    }
  }

  private void tag(Ledger ledger, String name, Cell<Optional<Digest>> cell, boolean listed)
      throws IOException, InterruptedException {
    findings.check();
    String path = "/v2/" + ledger.repository + "/manifests/" + name;
    HttpResponse<byte[]> answer = owner.get(path);
    boolean found = answer.statusCode() == 200;
    Optional<Digest> seen = found ? Optional.of(Digest.sha256(answer.body())) : Optional.empty();
    if (!found && answer.statusCode() != 404) {
      findings.loss(path + ": status " + answer.statusCode());
    }
    if (found != listed) {
      findings.loss(path + (listed ? ": listed, and names nothing" : ": found, and not listed"));
    }
    if (!cell.may(seen)) {
      findings.loss(path + ": " + seen + " (expected: " + cell + ")");
    }
    cell.settle(seen);
  }

  /** An upload goes on between what was acknowledged and what was sent. */
  private void upload(Ledger ledger, Ledger.OpenUpload upload)
      throws IOException, InterruptedException {
    findings.check();
    HttpResponse<byte[]> answer = owner.send("GET", upload.location, NOTHING);
    Matcher range = RANGE.matcher(answer.headers().firstValue("Range").orElse(""));
    if (answer.statusCode() != 204 || !range.matches()) {
      findings.loss(
          "upload in %s of which %d bytes were acknowledged: status %d"
              .formatted(ledger.repository, upload.acknowledged, answer.statusCode()));
      upload.acknowledged = -1;
      return;
    }
    int last = Integer.parseInt(range.group(1));
    int length = last == 0 ? 0 : last + 1; // 0-0 stands for nothing and for one byte
    if ((length < upload.acknowledged && upload.acknowledged > 1) || length > upload.sent) {
      findings.loss(
          "upload in %s: at %d (expected: %d to %d)"
              .formatted(ledger.repository, length, upload.acknowledged, upload.sent));
    }
    upload.acknowledged = length;
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = owner.get(path);
    return answer.statusCode() == 200
        ? JSON.readTree(answer.body())
        : JSON.createObjectNode(); // what should be in it is then missing
  }
}
