package io.weir.host.net;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.weir.host.stream.HeaderList;

/** The heads of HTTP/1.1 messages as they go out, framing included. */
final class Http1Heads {
  private Http1Heads() {}

  /** What a response must know of its request. */
  record Request(boolean isHead, boolean isHttp10, boolean upgrade, boolean keepAlive) {}

  /**
   * @param keepAlive whether the connection may go on
   * @param untilClose the end of the connection is the end of the body
   */
  record Response(HttpResponse response, boolean keepAlive, boolean untilClose) {}

  /**
   * @param last there is no body
   * @param upgrade asks for the protocol of the header {@code upgrade}
   * @throws IllegalArgumentException for what is no request, or would split it
   */
  static HttpRequest request(
      HeaderList headers, boolean last, boolean upgrade, Http1BodyWriter body) {
    String path = headers.getOrEmpty(":path");
    String authority = headers.getOrEmpty(":authority");
    RequestTarget.check(path, authority);
    HttpHeaders out = Http1Headers.out(headers);
    out.set("host", authority);
    body.unframed();
    if (upgrade) {
      upgrade(out, headers);
    } else if (!last) {
      body.frame(out, headers);
    } else if (BodyLength.declared(headers) == 0) {
      out.set("content-length", "0");
    }
    HttpMethod method = HttpMethod.valueOf(headers.getOrEmpty(":method"));
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path, out);
  }

  private static void upgrade(HttpHeaders out, HeaderList headers) {
    String protocol = headers.get("upgrade");
    out.set("connection", "upgrade");
    out.set("upgrade", protocol == null ? "websocket" : protocol);
  }

  /**
   * @param last there is no body
   * @throws IllegalArgumentException for what is no response, or would split it
   */
  static Response response(
      HeaderList headers, boolean last, Request request, Http1BodyWriter body) {
    int status = ResponseStatus.of(headers, request.upgrade());
    HttpHeaders out = Http1Headers.out(headers);
    boolean untilClose = false;
    boolean keepAlive = request.keepAlive();
    body.unframed();
    if (status == 101) {
      upgrade(out, headers);
    } else {
      untilClose = frame(out, headers, status, last, request, body);
      keepAlive &= !untilClose;
      persistence(out, keepAlive, request.isHttp10());
    }
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), out);
    return new Response(response, keepAlive, untilClose);
  }

  /** Whether only the end of the connection ends the body. */
  private static boolean frame(
      HttpHeaders out,
      HeaderList headers,
      int status,
      boolean last,
      Request request,
      Http1BodyWriter body) {
    long declared = BodyLength.declared(headers);
    boolean bodyless = ResponseStatus.isBodyless(status);
    if (last || bodyless) {
      noBody(out, declared, !bodyless && !request.isHead());
      return false;
    }
    if (request.isHttp10() && declared == BodyLength.UNKNOWN) {
      return true;
    }
    body.frame(out, headers);
    if (request.isHead()) {
      body.uncounted();
    }
    return false;
  }

  private static void noBody(HttpHeaders out, long declared, boolean mayHaveBody) {
    if (mayHaveBody) {
      out.set("content-length", "0");
    } else if (declared != BodyLength.UNKNOWN) {
      out.set("content-length", Long.toString(declared)); // of what a GET would have had
    }
  }

  private static void persistence(HttpHeaders out, boolean keepAlive, boolean http10) {
    if (!keepAlive) {
      out.set("connection", "close");
    } else if (http10) {
      out.set("connection", "keep-alive");
    }
  }
}
