package io.weir.proxywasm.tck.http;

import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import io.weir.proxywasm.tck.rule.Rule;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the origins answer to the present exchange, and what they have seen of it. Thread-safe. */
final class Script {
  private static final int LIVE_LIMIT_S = 5;

  private final Semaphore read = new Semaphore(0);
  private volatile Message answer = message("200", List.of());
  private volatile @Nullable Message seen;
  private volatile Wire.Pace pace = Wire.STEADY;

  /**
   * From now on requests get this answer; what was seen before is forgotten.
   *
   * @param live whether each piece of body waits until the client has {@link #read} those before it
   */
  void expect(Message answer, boolean live) {
    this.answer = answer;
    seen = null;
    read.drainPermits();
    pace = live ? this::awaitClient : Wire.STEADY;
  }

  /** The answer to {@code request}; a guest's report that passes by is given back as it is. */
  Message next(Message request) {
    if (request.path().equals(Rule.REPORT_PATH)) {
      return message("200", List.of(Field.values(request.headers(), "x-report")));
    }
    seen = request;
    return answer;
  }

  private static Message message(String status, List<String> chunks) {
    return new Message(status, List.of(), chunks, List.of());
  }

  /** The last request since {@link #expect}, callouts apart, or null. */
  @Nullable Message seen() {
    return seen;
  }

  Wire.Pace pace() {
    return pace;
  }

  /** The client has read {@code bytes} more of the answer's body. */
  void read(int bytes) {
    read.release(bytes);
  }

  private void awaitClient(String before) throws IOException, InterruptedException {
    if (!read.tryAcquire(before.length(), LIVE_LIMIT_S, TimeUnit.SECONDS)) {
      throw new IOException("the client has not seen `" + before + "`");
    }
  }
}
