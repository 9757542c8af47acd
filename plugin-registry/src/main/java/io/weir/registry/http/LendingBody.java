package io.weir.registry.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A request's body that gives away what has come as it is, without a copy. One thread. */
public interface LendingBody {
  /**
   * What came next; waits for it.
   *
   * @return never empty, the caller's until the next call; null at the end
   * @throws ClientGoneException when no more will come
   */
  @Nullable ByteBuffer lend() throws IOException;
}
