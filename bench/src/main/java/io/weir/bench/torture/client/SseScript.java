package io.weir.bench.torture.client;

import io.weir.bench.torture.payload.SseEvents;
import java.io.IOException;
import java.util.SplittableRandom;

/** An event stream of some seconds: every event in its place, every byte right. */
record SseScript(int minEvents, int maxEvents) implements Script {

  private static final int MIN_INTERVAL_MS = 15;
  private static final int MAX_INTERVAL_MS = 60;

  @Override
  public void run(Exchange exchange, SplittableRandom random) throws IOException {
    long id = random.nextLong() >>> 1;
    int events = random.nextInt(minEvents, maxEvents + 1);
    int interval = random.nextInt(MIN_INTERVAL_MS, MAX_INTERVAL_MS);
    exchange.send(
        "GET",
        "/sse?id=%d&events=%d&interval=%d".formatted(id, events, interval),
        "accept: text/event-stream");
    exchange.readHead(200);
    exchange.verifyBody(new SseEvents(id), SseEvents.length(id, events), new Pace(0));
  }
}
