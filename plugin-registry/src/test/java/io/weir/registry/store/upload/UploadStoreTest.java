package io.weir.registry.store.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.Digest.Algorithm;
import io.weir.registry.http.RegistryFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private UploadStore open(int most, Duration expiry) throws IOException {
    return UploadStore.open(folder, most, expiry, WriteBack.NONE);
  }

  @Test
  void letsExpiredUploadsGoWhenThereIsNoRoom() throws IOException {
    UploadStore uploads = open(1, Duration.ZERO);
    UploadSession first = uploads.open("a", Algorithm.SHA256);
    UploadSession second = uploads.open("a", Algorithm.SHA256);

    assertNull(uploads.find("a", first.id()));
    assertFalse(Files.exists(first.file()));
    assertNotNull(uploads.find("a", second.id()));
  }

  @Test
  void keepsAnUploadThatIsInUse() throws Exception {
    UploadStore uploads = open(2, Duration.ZERO);
    UploadSession busy = uploads.open("a", Algorithm.SHA256);
    Thread other = Thread.ofVirtual().start(busy.lock()::lock);
    other.join();
    uploads.expire();

    assertNotNull(uploads.find("a", busy.id()));
  }

  @Test
  void boundsTheirNumber() throws IOException {
    UploadStore uploads = open(1, HOUR);
    UploadSession only = uploads.open("a", Algorithm.SHA256);

    assertThrows(RegistryFault.class, () -> uploads.open("a", Algorithm.SHA256));
    uploads.close(only);
    uploads.close(only); // once more frees nothing
    uploads.open("a", Algorithm.SHA256);
    assertThrows(RegistryFault.class, () -> uploads.open("a", Algorithm.SHA256));
  }

  @Test
  void goesOnWithUploadsOfAnEarlierProcess() throws IOException {
    Path foreign = Files.writeString(folder.resolve("something else"), "half");
    String id = begin("0123");

    UploadStore uploads = open(2, HOUR);
    assertFalse(Files.exists(foreign));
    assertNull(uploads.find("b", id));
    UploadSession session = find(uploads, id);
    assertEquals(4, session.length());
    append(session, "456789");

    assertEquals(digest(Algorithm.SHA256), session.digest(digest(Algorithm.SHA256)));
    uploads.close(session);
    assertEquals(0, open(1, HOUR).size());
  }

  @Test
  void takesTheHashAgainWhenAnotherAlgorithmIsAskedFor() throws IOException {
    UploadStore uploads = open(2, HOUR);
    UploadSession session = uploads.open("a", Algorithm.SHA256);
    append(session, "0123456789");
    assertEquals(digest(Algorithm.SHA512), session.digest(digest(Algorithm.SHA512)));
  }

  @Test
  void countsWhatAnEarlierProcessLeftAgainstTheLimit() throws IOException {
    begin("x");
    UploadStore uploads = open(1, HOUR);
    assertThrows(RegistryFault.class, () -> uploads.open("a", Algorithm.SHA256));
  }

  @Test
  void keepsNothingBeyondTheLimitOfABlob() throws IOException {
    UploadStore uploads = open(1, HOUR);
    UploadSession session = uploads.open("a", Algorithm.SHA256);
    assertThrows(RegistryFault.class, () -> session.append(in("0123"), 3));
    assertEquals(0, session.length());
    append(session, "0123456789");
    assertEquals(10, Files.size(session.file()));
    assertTrue(uploads.find("a", session.id()) == session);
  }

  private String begin(String content) throws IOException {
    UploadStore uploads = open(2, HOUR);
    UploadSession session = uploads.open("a", Algorithm.SHA256);
    append(session, content);
    return session.id();
  }

  private static UploadSession find(UploadStore uploads, String id) {
    UploadSession session = uploads.find("a", id);
    assertNotNull(session);
    return session;
  }

  private static void append(UploadSession session, String content) throws IOException {
    session.append(in(content), 100);
  }

  private static ByteArrayInputStream in(String content) {
    return new ByteArrayInputStream(content.getBytes(UTF_8));
  }

  private static Digest digest(Algorithm algorithm) {
    return Digest.of(algorithm, "0123456789".getBytes(UTF_8));
  }
}
