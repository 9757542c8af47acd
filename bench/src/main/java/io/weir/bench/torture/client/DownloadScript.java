package io.weir.bench.torture.client;

import io.weir.bench.torture.payload.SeededBytes;
import java.io.IOException;
import java.util.SplittableRandom;

/** A slow download. By turns it is the origin that is slow, and this reader. */
record DownloadScript(long size, long bytesPerSecond) implements Script {

  @Override
  public void run(Exchange exchange, SplittableRandom random) throws IOException {
    long seed = random.nextLong() >>> 1;
    boolean slowReader = random.nextBoolean();
    long originRate = slowReader ? 0 : bytesPerSecond;
    exchange.send("GET", "/download?seed=%d&size=%d&rate=%d".formatted(seed, size, originRate));
    exchange.readHead(200);
    exchange.verifyBody(new SeededBytes(seed), size, new Pace(slowReader ? bytesPerSecond : 0));
  }
}
