package io.weir.registry.store;

import io.weir.registry.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote. One for all records of a log; not thread-safe. */
final class RecordReader {
  private static final Instant NEVER = Instant.EPOCH;
  private static final Digest.Algorithm[] ALGORITHMS = Digest.Algorithm.values();
  private static final int MAX_POOLED = 10_000;
  private static final int MAX_POOLED_NOTE = 256;

  private final LinkTable links;
  private final Map<String, String> pool = new HashMap<>();
  private final Map<ByteBuffer, byte[]> notes = new HashMap<>();

  RecordReader(LinkTable links) {
    this.links = links;
  }

  /**
   * Hands over the changes of a record in order. A tag's former digest is not known.
   *
   * @throws IllegalArgumentException when it is not a record of this or an older version
   */
  void read(ByteBuffer record, Consumer<StoreChange> each) {
    try {
      byte version = record.get();
      if (version != RecordWriter.VERSION) {
        throw new IllegalArgumentException(
            "metadata: version %d (expected: %d; a newer Weir wrote it)"
                .formatted(version, RecordWriter.VERSION));
      }
      String repository = pooled(record);
      while (record.hasRemaining()) {
        each.accept(change(repository, record));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("metadata: a record ends early", e);
    }
  }

  private StoreChange change(String repository, ByteBuffer in) {
    byte kind = in.get();
    return switch (kind) {
      case RecordWriter.MANIFEST_PUT -> new StoreChange.ManifestPut(repository, manifest(in));
      case RecordWriter.TAG_MOVED ->
          new StoreChange.TagMoved(repository, text(in), null, digest(in), instant(in));
      case RecordWriter.TAG_DELETED -> new StoreChange.TagDeleted(repository, text(in), digest(in));
      case RecordWriter.MANIFEST_DELETED ->
          new StoreChange.ManifestDeleted(repository, unknown(digest(in)));
      case RecordWriter.BLOB_LINKED ->
          new StoreChange.BlobLinked(repository, digest(in), number(in));
      case RecordWriter.BLOB_UNLINKED ->
          new StoreChange.BlobUnlinked(repository, digest(in), number(in));
      case RecordWriter.NOTED ->
          new StoreChange.Noted(repository, digest(in), pooled(in), note(in));
      default -> throw new IllegalArgumentException("metadata: unknown change " + kind);
    };
  }

  private ManifestState manifest(ByteBuffer in) {
    return new ManifestState(
        digest(in),
        pooled(in),
        number(in),
        optional(in),
        artifactType(in),
        annotations(in),
        digests(in),
        instant(in),
        notes(in));
  }

  /** Stands for a manifest of which a record gives only the digest. */
  private static ManifestState unknown(Digest digest) {
    return new ManifestState(digest, "", 0, null, null, Map.of(), List.of(), NEVER, Map.of());
  }

  private @Nullable String artifactType(ByteBuffer in) {
    byte[] type = bytes(in);
    return type == null ? null : pool(new String(type, StandardCharsets.UTF_8));
  }

  private Map<String, String> annotations(ByteBuffer in) {
    int count = count(in);
    if (count == 0) {
      return Map.of();
    }
    Map<String, String> map = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      map.put(pooled(in), pooled(in));
    }
    return map;
  }

  private Map<String, byte[]> notes(ByteBuffer in) {
    int count = count(in);
    if (count == 0) {
      return Map.of();
    }
    Map<String, byte[]> map = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      String key = pooled(in);
      byte[] json = note(in);
      map.put(key, json == null ? new byte[0] : json);
    }
    return map;
  }

  /** Short ones are often the same in many manifests, as the state of a signature. */
  private byte @Nullable [] note(ByteBuffer in) {
    byte[] json = bytes(in);
    if (json == null || json.length > MAX_POOLED_NOTE) {
      return json;
    }
    if (notes.size() >= MAX_POOLED) {
      notes.clear();
    }
    byte[] known = notes.putIfAbsent(ByteBuffer.wrap(json), json);
    return known == null ? json : known;
  }

  private List<Digest> digests(ByteBuffer in) {
    int count = count(in);
    List<Digest> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(digest(in));
    }
    return list;
  }

  private Digest digest(ByteBuffer in) {
    Digest digest = optional(in);
    if (digest == null) {
      throw new IllegalArgumentException("metadata: a digest is missing");
    }
    return digest;
  }

  private @Nullable Digest optional(ByteBuffer in) {
    int kind = in.get();
    if (kind == 0) {
      return null;
    }
    if (kind < 0 || kind > ALGORITHMS.length) {
      throw new IllegalArgumentException("metadata: unknown digest algorithm " + kind);
    }
    Digest.Algorithm algorithm = ALGORITHMS[kind - 1];
    byte[] hash = new byte[algorithm.length()];
    in.get(hash);
    return links.canonical(Digest.finish(algorithm, hash));
  }

  private static Instant instant(ByteBuffer in) {
    return Instant.ofEpochMilli(number(in));
  }

  private String pooled(ByteBuffer in) {
    return pool(text(in));
  }

  private String pool(String text) {
    if (pool.size() >= MAX_POOLED) {
      pool.clear();
    }
    String known = pool.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private static String text(ByteBuffer in) {
    byte[] text = bytes(in);
    if (text == null) {
      throw new IllegalArgumentException("metadata: a text is missing");
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] bytes(ByteBuffer in) {
    int length = count(in) - 1;
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** The number of things to come; there cannot be more than bytes left. */
  private static int count(ByteBuffer in) {
    long count = number(in);
    if (count > in.remaining() + 1L) {
      throw new BufferUnderflowException();
    }
    return (int) count;
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0 && shift < Long.SIZE);
    return value;
  }
}
