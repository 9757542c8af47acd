package io.weir.bench.torture.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weir.bench.torture.payload.SeededBytes;
import io.weir.bench.torture.payload.UploadReport;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A slow upload, by turns with a content-length and chunked, by turns changed by the plugins on its
 * way up and not. What arrived at the origin is checked by its hash.
 */
record UploadScript(long size, long bytesPerSecond) implements Script {

  private static final int PART = 8 * 1024;

  @Override
  public void run(Exchange exchange, SplittableRandom random) throws IOException {
    long seed = random.nextLong() >>> 1;
    boolean chunked = random.nextBoolean();
    boolean stamped = random.nextBoolean();
    exchange.send("POST", "/upload?seed=" + seed, headers(chunked, stamped));
    exchange.established();
    sendBody(exchange, new SeededBytes(seed), chunked);
    exchange.readHead(200);
    exchange.bytes(size);
    byte[] text = exchange.readBody();
    int key = stamped ? exchange.stamps().key() : 0;
    check(exchange, new String(text, US_ASCII), new UploadReport(size, hash(seed, key), "none"));
  }

  private String[] headers(boolean chunked, boolean stamped) {
    List<String> headers = new ArrayList<>();
    headers.add(chunked ? "transfer-encoding: chunked" : "content-length: " + size);
    if (stamped) {
      headers.add("x-stamp-body: request");
    }
    return headers.toArray(String[]::new);
  }

  private void sendBody(Exchange exchange, SeededBytes bytes, boolean chunked) throws IOException {
    Pace pace = new Pace(bytesPerSecond);
    for (long left = size; left > 0; ) {
      byte[] part = bytes.take((int) Math.min(PART, left));
      if (chunked) {
        exchange.connection().send((Integer.toHexString(part.length) + "\r\n").getBytes(US_ASCII));
      }
      exchange.connection().send(part);
      if (chunked) {
        exchange.connection().send("\r\n".getBytes(US_ASCII));
      }
      left -= part.length;
      pace.after(part.length);
    }
    if (chunked) {
      exchange.connection().send("0\r\n\r\n".getBytes(US_ASCII));
    }
  }

  private static void check(Exchange exchange, String text, UploadReport wanted) {
    if (!text.equals(wanted.toText())) {
      exchange.wrong("the origin got %s (expected: %s)".formatted(text, wanted.toText()));
    }
  }

  private String hash(long seed, int key) {
    MessageDigest digest = UploadReport.digest();
    SeededBytes bytes = new SeededBytes(seed);
    for (long left = size; left > 0; ) {
      byte[] part = bytes.take((int) Math.min(PART, left));
      for (int i = 0; i < part.length; i++) {
        part[i] ^= (byte) key;
      }
      digest.update(part);
      left -= part.length;
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
