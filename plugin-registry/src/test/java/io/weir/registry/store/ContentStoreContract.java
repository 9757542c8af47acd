package io.weir.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ContentStore} does. */
public abstract class ContentStoreContract {
  private static final byte[] BYTES = "0123456789".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.sha256(BYTES);

  @TempDir protected Path local;
  private ContentStore store;

  /** An empty store. */
  protected abstract ContentStore open() throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Test
  void givesBackWhatWasPutWholeAndInPart() throws IOException {
    assertFalse(store.has(DIGEST));
    assertNull(store.open(DIGEST));
    store.put(DIGEST, BYTES);
    store.put(DIGEST, BYTES);

    assertTrue(store.has(DIGEST));
    assertArrayEquals(BYTES, read(DIGEST, 0, 10));
    assertArrayEquals("345".getBytes(UTF_8), read(DIGEST, 3, 3));
    assertArrayEquals("9".getBytes(UTF_8), read(DIGEST, 9, 1));
    assertArrayEquals(new byte[0], read(DIGEST, 10, 0));
  }

  @Test
  void takesFilesOver() throws IOException {
    byte[] large = new byte[(33 << 20) + 7];
    new Random(5).nextBytes(large);
    Digest digest = Digest.of(Digest.Algorithm.SHA512, large);

    for (int time = 0; time < 2; time++) {
      Path file = Files.write(local.resolve("fresh"), large);
      store.adopt(digest, file);
      assertFalse(Files.exists(file));
    }

    assertArrayEquals(large, read(digest, 0, large.length));
    assertEquals(large[20 << 20], read(digest, 20 << 20, 100)[0]);
  }

  @Test
  void keepsTheEmptyContent() throws IOException {
    Digest empty = Digest.sha256(new byte[0]);
    store.adopt(empty, Files.createFile(local.resolve("empty")));

    assertTrue(store.has(empty));
    assertArrayEquals(new byte[0], read(empty, 0, 0));
  }

  @Test
  void deletesOnce() throws IOException {
    store.put(DIGEST, BYTES);
    assertTrue(store.has(DIGEST));

    assertTrue(store.delete(DIGEST));
    assertFalse(store.delete(DIGEST));
    assertFalse(store.has(DIGEST));
    assertNull(store.open(DIGEST));
  }

  @Test
  void handsOverAllThatItKeeps() throws IOException {
    Map<Digest, Long> expected = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = ("content " + i).getBytes(UTF_8);
      Digest digest = Digest.of(Digest.Algorithm.values()[i % 2], bytes);
      store.put(digest, bytes);
      expected.put(digest, (long) bytes.length);
    }

    Map<Digest, Long> seen = new HashMap<>();
    store.forEach(each -> seen.put(each.digest(), each.size()));
    assertEquals(expected, seen);
  }

  private byte[] read(Digest digest, long offset, int length) throws IOException {
    try (Content content = Objects.requireNonNull(store.open(digest))) {
      if (content instanceof StreamContent stream) {
        try (InputStream in = stream.open(offset, length)) {
          return in.readAllBytes();
        }
      }
      ByteBuffer into = ByteBuffer.allocate(length);
      FileContent file = (FileContent) content;
      while (into.hasRemaining() && file.file().read(into, offset + into.position()) >= 0) {
        // until all is read
      }
      return into.array();
    }
  }
}
