package io.weir.bench.torture.client;

import java.io.IOException;
import java.util.SplittableRandom;

/** What one stream of a kind does, from its request to its last byte. */
@FunctionalInterface
interface Script {

  /**
   * Runs one stream.
   *
   * @param random fixed by the run's seed, the client and the stream
   * @throws IOException when the stream is cut
   */
  void run(Exchange exchange, SplittableRandom random) throws IOException;
}
