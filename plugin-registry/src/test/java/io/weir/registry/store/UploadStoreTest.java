package io.weir.registry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.registry.Digest.Algorithm;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadStoreTest {
  @TempDir Path root;

  @Test
  void letsExpiredUploadsGoWhenAnotherOpens() throws IOException {
    try (StoreFolder folder = StoreFolder.open(root)) {
      UploadStore uploads = new UploadStore(folder, 1, Duration.ZERO);
      UploadSession first = uploads.open("a", Algorithm.SHA256);
      UploadSession second = uploads.open("a", Algorithm.SHA256);

      assertNull(uploads.find("a", first.id));
      assertFalse(Files.exists(first.file()));
      assertNotNull(uploads.find("a", second.id));
    }
  }

  @Test
  void keepsAnUploadThatIsInUse() throws Exception {
    try (StoreFolder folder = StoreFolder.open(root)) {
      UploadStore uploads = new UploadStore(folder, 2, Duration.ZERO);
      UploadSession busy = uploads.open("a", Algorithm.SHA256);
      Thread other = Thread.ofVirtual().start(busy.lock::lock);
      other.join();
      uploads.open("a", Algorithm.SHA256);

      assertNotNull(uploads.find("a", busy.id));
    }
  }

  @Test
  void boundsTheirNumber() throws IOException {
    try (StoreFolder folder = StoreFolder.open(root)) {
      UploadStore uploads = new UploadStore(folder, 1, Duration.ofHours(1));
      UploadSession only = uploads.open("a", Algorithm.SHA256);

      assertThrows(RegistryFault.class, () -> uploads.open("a", Algorithm.SHA256));
      uploads.close(only);
      uploads.close(only); // once more frees nothing
      uploads.open("a", Algorithm.SHA256);
      assertThrows(RegistryFault.class, () -> uploads.open("a", Algorithm.SHA256));
    }
  }

  @Test
  void clearsWhatAKilledServerLeft() throws IOException {
    Path left;
    try (StoreFolder folder = StoreFolder.open(root)) {
      left = Files.writeString(folder.fresh(), "half");
      folder.write(folder.in("a", "_tags").resolve("kept"), new byte[] {1});
    }
    try (StoreFolder folder = StoreFolder.open(root)) {
      assertFalse(Files.exists(left));
      assertArrayEquals(
          new byte[] {1}, Files.readAllBytes(folder.in("a", "_tags").resolve("kept")));
    }
  }
}
