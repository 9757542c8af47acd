package io.weir.bench.torture.client;

import io.weir.bench.torture.payload.BodyVerifier;
import io.weir.bench.torture.payload.ByteSource;
import io.weir.bench.torture.wire.WireConnection;
import io.weir.bench.torture.wire.WsFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket whose numbered messages come back. Several are under way at a time, so that their
 * order shows; the echo is compared byte by byte, then decoded as frames.
 */
record EchoScript(int minRounds, int maxRounds) implements Script {

  private static final int MAX_IN_FLIGHT = 4;
  private static final int MAX_PAUSE_MS = 120;
  private static final byte[] GOING_AWAY = {0x03, (byte) 0xe8};

  @Override
  public void run(Exchange exchange, SplittableRandom random) throws IOException {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    exchange.send(
        "GET",
        "/ws",
        "upgrade: websocket",
        "connection: Upgrade",
        "sec-websocket-version: 13",
        "sec-websocket-key: " + Base64.getEncoder().encodeToString(nonce));
    exchange.readHead(101);
    int rounds = random.nextInt(minRounds, maxRounds + 1);
    int number = 0;
    for (int round = 0; round < rounds; round++) {
      List<WsFrame> frames = new ArrayList<>();
      for (int n = random.nextInt(1, MAX_IN_FLIGHT + 1); n > 0; n--) {
        frames.addAll(EchoMessage.frames(number++, random));
      }
      roundTrip(exchange, frames, random);
      Pace.pause(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MAX_PAUSE_MS)));
    }
    roundTrip(exchange, List.of(new WsFrame(true, WsFrame.CLOSE, GOING_AWAY)), random);
    if (!exchange.connection().atEnd()) {
      exchange.wrong("bytes after the close frame");
    }
  }

  private static void roundTrip(Exchange exchange, List<WsFrame> frames, SplittableRandom random)
      throws IOException {
    for (WsFrame frame : frames) {
      exchange.connection().send(frame.masked(random.nextInt()));
    }
    for (WsFrame frame : frames) {
      verify(exchange, frame);
    }
  }

  private static void verify(Exchange exchange, WsFrame sent) throws IOException {
    byte[] wanted = sent.unmasked();
    byte[] got = new byte[wanted.length];
    WireConnection connection = exchange.connection();
    connection.readFully(got, got.length);
    BodyVerifier verifier = new BodyVerifier(bytes(wanted), exchange.stamps().key());
    verifier.accept(got, 0, got.length);
    exchange.bytes(got.length);
    String problem = verifier.problem();
    if (problem != null) {
      exchange.wrong("echoed frame " + problem);
      throw new CountedException("echo: wrong bytes (nothing after them can be read as frames)");
    }
    EchoMessage.check(WsFrame.parse(got), sent);
  }

  private static ByteSource bytes(byte[] bytes) {
    return (target, offset, length) -> System.arraycopy(bytes, 0, target, offset, length);
  }
}
