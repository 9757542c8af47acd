package io.weir.bench.torture.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weir.bench.torture.payload.ByteSource;
import io.weir.bench.torture.payload.PlainText;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One small request; the loop around it keeps the connection and goes on at once. */
record PlainScript() implements Script {

  @Override
  public void run(Exchange exchange, SplittableRandom random) throws IOException {
    long n = random.nextLong() >>> 1;
    exchange.established();
    exchange.send("GET", "/plain?n=" + n);
    exchange.readHead(200);
    byte[] wanted = PlainText.of(n).getBytes(US_ASCII);
    exchange.verifyBody(once(wanted), wanted.length, new Pace(0));
  }

  /** A source that has only these bytes; whatever is read beyond them is zero, and too long. */
  private static ByteSource once(byte[] bytes) {
    return new ByteSource() {
      private int used;

      @Override
      public void next(byte[] target, int offset, int length) {
        int part = Math.min(length, bytes.length - used);
        System.arraycopy(bytes, used, target, offset, part);
        Arrays.fill(target, offset + part, offset + length, (byte) 0);
        used += part;
      }
    };
  }
}
