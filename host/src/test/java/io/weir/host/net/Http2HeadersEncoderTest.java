package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http2.Http2Exception;
import org.junit.jupiter.api.Test;

class Http2HeadersEncoderTest {
  @Test
  void thePeerMayAskForLessButNotForMore() throws Http2Exception {
    Http2HeadersEncoder encoder = new Http2HeadersEncoder();
    encoder.configuration().maxHeaderTableSize(0xffff_ffffL);
    assertEquals(4096, encoder.configuration().maxHeaderTableSize());
    encoder.configuration().maxHeaderTableSize(100);
    assertEquals(100, encoder.configuration().maxHeaderTableSize());
  }
}
