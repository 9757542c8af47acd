package io.weir.registry.store.disk;

import io.weir.registry.store.ContentStore;
import io.weir.registry.store.ContentStoreContract;
import java.io.IOException;

class FileContentStoreTest extends ContentStoreContract {
  @Override
  protected ContentStore open() throws IOException {
    return new FileContentStore(local.resolve("blobs"), local.resolve("scratch"), Flush.ON);
  }
}
