package io.weir.bench.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StreamPathTest {
  @Test
  void aRequestGetsThroughWithTheHeadersOfBothSides() {
    StreamPath path = new StreamPath();
    path.start();
    try {
      int headers = path.request();
      for (int i = 0; i < 100; i++) {
        assertEquals(headers, path.request());
      }
    } finally {
      path.stop();
    }
  }
}
