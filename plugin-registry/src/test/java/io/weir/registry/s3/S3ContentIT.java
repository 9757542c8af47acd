package io.weir.registry.s3;

import io.weir.registry.store.ContentStore;
import io.weir.registry.store.ContentStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3ContentIT extends ContentStoreContract {
  @TempDir static Path folder;
  private static S3Server server;

  @BeforeAll
  static void startServer() {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected ContentStore open() throws IOException {
    return new S3Content(S3Bucket.open(server.freshPrefix()));
  }
}
