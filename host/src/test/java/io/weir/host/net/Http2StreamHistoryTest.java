package io.weir.host.net;

import static io.weir.host.net.Http2StreamHistory.End.COMPLETE;
import static io.weir.host.net.Http2StreamHistory.End.RESET;
import static io.weir.host.net.Http2StreamHistory.End.SKIPPED;
import static io.weir.host.net.Http2StreamHistory.End.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Http2StreamHistoryTest {
  private final Http2StreamHistory history = new Http2StreamHistory();

  @Test
  void tellsWhatHasBecomeOfAStream() {
    history.opened(1);
    history.opened(7);
    history.opened(9);
    history.reset(7);
    assertEquals(COMPLETE, history.end(1));
    assertEquals(SKIPPED, history.end(3));
    assertEquals(SKIPPED, history.end(5));
    assertEquals(RESET, history.end(7));
    assertEquals(COMPLETE, history.end(9));
    assertEquals(UNKNOWN, history.end(11), "not yet");
  }

  @Test
  void aStreamRefusedBeforeItWasOpenedIsReset() {
    history.opened(1);
    history.reset(3);
    history.opened(5);
    assertEquals(RESET, history.end(3));
  }

  @Test
  void forgetsAfter64Streams() {
    history.opened(1);
    history.reset(1);
    history.opened(127);
    assertEquals(RESET, history.end(1));
    history.opened(129);
    assertEquals(UNKNOWN, history.end(1));
    assertEquals(SKIPPED, history.end(3));
  }

  @Test
  void goesToTheLastNumber() {
    history.opened(1);
    history.opened(Integer.MAX_VALUE);
    assertEquals(UNKNOWN, history.end(1));
    assertEquals(COMPLETE, history.end(Integer.MAX_VALUE));
    assertEquals(SKIPPED, history.end(Integer.MAX_VALUE - 2));
  }
}
