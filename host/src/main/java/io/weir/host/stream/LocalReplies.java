package io.weir.host.stream;

import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.LocalReply;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Answers of the gateway's own making. */
final class LocalReplies {
  private LocalReplies() {}

  static LocalReply of(int status, String detail, String body) {
    return new LocalReply(
        status, detail, new HeaderList(), body.getBytes(StandardCharsets.UTF_8), -1);
  }

  /** The gateway has no room for the request. */
  static LocalReply overloaded() {
    HeaderList headers = new HeaderList();
    headers.add("retry-after", "1");
    byte[] body = "the gateway is overloaded\n".getBytes(StandardCharsets.UTF_8);
    return new LocalReply(503, "overload", headers, body, -1);
  }

  /** RFC 9110 section 8.6: not with 204; the length of what 304 stands for is not known here. */
  private static boolean mayHaveLength(int status) {
    return status != 204 && status != 304;
  }

  /** Whether the reply's body is sent: HEAD has none, and gRPC is answered in headers alone. */
  static boolean hasBody(LocalReply reply, @Nullable HeaderList request) {
    boolean head = request != null && "HEAD".equals(request.get(":method"));
    return reply.body().length != 0
        && mayHaveLength(reply.status())
        && !head
        && !Grpc.isNative(request);
  }

  /** The response headers of a reply; a gRPC request is answered as gRPC wants it. */
  static HeaderList headers(LocalReply reply, @Nullable HeaderList request) {
    HeaderList headers = new HeaderList();
    headers.add(":status", Integer.toString(reply.status()));
    HeaderMap own = reply.headers();
    for (int i = 0; i < own.size(); i++) {
      if (!own.name(i).startsWith(":")) {
        headers.add(own.name(i), own.value(i));
      }
    }
    if (mayHaveLength(reply.status())) {
      headers.set("content-length", Integer.toString(reply.body().length));
    }
    if (reply.body().length != 0 && headers.get("content-type") == null) {
      headers.add("content-type", "text/plain");
    }
    if (Grpc.isNative(request)) {
      int code = reply.grpcStatus() >= 0 ? reply.grpcStatus() : Grpc.ofHttp(reply.status());
      headers.set(":status", "200");
      headers.set("content-type", "application/grpc");
      headers.set("grpc-status", Integer.toString(code));
      headers.remove("content-length");
      if (reply.body().length != 0) {
        headers.set("grpc-message", percentEncoded(reply.body()));
      }
    }
    return headers;
  }

  /** As the gRPC protocol has it for messages: printable ASCII but for the percent sign itself. */
  private static String percentEncoded(byte[] text) {
    StringBuilder encoded = new StringBuilder(text.length);
    for (byte b : text) {
      if (b >= 0x20 && b < 0x7f && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
