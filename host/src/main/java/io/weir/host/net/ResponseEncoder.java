package io.weir.host.net;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * Netty's encoder, told which response answers a HEAD and so has no body whatever its headers say.
 */
final class ResponseEncoder extends HttpResponseEncoder {
  private boolean head;

  void answersHead(boolean head) {
    this.head = head;
  }

  boolean isHead() {
    return head;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    return head || super.isContentAlwaysEmpty(response);
  }
}
