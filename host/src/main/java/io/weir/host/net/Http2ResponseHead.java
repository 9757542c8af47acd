package io.weir.host.net;

import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.stream.HeaderList;

/**
 * The head of a response as HTTP/2 has it.
 *
 * @param length the body's length, {@link BodyLength#UNKNOWN} for none
 * @param end there is no body
 */
record Http2ResponseHead(Http2Headers headers, long length, boolean end) {
  /**
   * @param isHead whether it answers HEAD
   * @param last whether no body is at hand
   * @param upgrade whether it answers a WebSocket, whose 101 is a 200 here (RFC 8441 section 5)
   * @param date for one without a date
   * @throws IllegalArgumentException for what is no response, or cannot be sent
   */
  static Http2ResponseHead of(
      HeaderList from, boolean isHead, boolean last, boolean upgrade, HttpDate date) {
    int status = ResponseStatus.of(from, upgrade);
    Http2Headers out = Http2HeaderLists.out(from);
    if (from.get("date") == null) {
      out.add(HttpDate.NAME, date.value());
    }
    if (status == 101) {
      out.status("200");
      out.remove("content-length");
      out.remove("sec-websocket-accept");
      return new Http2ResponseHead(out, BodyLength.UNKNOWN, false);
    }
    out.status(Integer.toString(status));
    boolean bodyless = isHead || ResponseStatus.isBodyless(status);
    long declared = BodyLength.declared(from);
    if (declared == BodyLength.UNKNOWN || status == 204) {
      out.remove("content-length");
    } else if (last && !bodyless) {
      out.set("content-length", "0");
    } else {
      out.set("content-length", Long.toString(declared));
    }
    boolean end = last || bodyless;
    return new Http2ResponseHead(out, end ? BodyLength.UNKNOWN : declared, end);
  }
}
