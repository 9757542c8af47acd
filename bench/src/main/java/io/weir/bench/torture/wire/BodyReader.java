package io.weir.bench.torture.wire;

import java.io.IOException;

/** A response body without its framing. */
public sealed interface BodyReader permits ChunkedBody, LengthBody {

  /**
   * Reads some bytes into {@code target}, at least one.
   *
   * @return how many, or -1 at the end that the framing gives
   * @throws IOException when the connection ends first, or a read takes too long
   */
  int read(byte[] target) throws IOException;
}
