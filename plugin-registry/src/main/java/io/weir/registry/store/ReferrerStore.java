package io.weir.registry.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.Digest;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which manifests name which as their subject: one small file for each, so that pushes at once
 * cannot lose one another. Thread-safe.
 */
public final class ReferrerStore {
  private static final String KIND = "_referrers";

  private final StoreFolder folder;

  /**
   * A manifest that has a subject.
   *
   * @param subject what it refers to
   * @param digest its own
   * @param descriptor as it is listed
   */
  public record Referrer(Digest subject, Digest digest, JsonNode descriptor) {}

  public ReferrerStore(StoreFolder folder) {
    this.folder = folder;
  }

  public void put(String repository, Referrer referrer) throws IOException {
    Path file = folder(repository, referrer.subject()).resolve(fileName(referrer.digest()));
    folder.write(file, Json.MAPPER.writeValueAsBytes(referrer.descriptor()));
  }

  /** The names of all entries for {@code subject}, in lexical order; they stand for digests. */
  public List<Digest> list(String repository, Digest subject) throws IOException {
    List<String> names = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder(repository, subject))) {
      files.forEach(each -> names.add(each.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null);
    return names.stream().map(each -> Digest.parse(each.replace('-', ':'))).toList();
  }

  /** The descriptor of one entry; null when it has just gone. */
  public @Nullable JsonNode descriptor(String repository, Digest subject, Digest referrer)
      throws IOException {
    try {
      Path file = folder(repository, subject).resolve(fileName(referrer));
      return Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  public void delete(String repository, Digest subject, Digest referrer) throws IOException {
    Files.deleteIfExists(folder(repository, subject).resolve(fileName(referrer)));
  }

  private Path folder(String repository, Digest subject) {
    return folder.in(repository, KIND).resolve(fileName(subject));
  }

  private static String fileName(Digest digest) {
    return digest.toString().replace(':', '-');
  }
}
