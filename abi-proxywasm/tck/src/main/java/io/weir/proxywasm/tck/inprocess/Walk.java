package io.weir.proxywasm.tck.inprocess;

import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.LocalReply;
import io.weir.proxywasm.tck.rule.Exchange;
import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import io.weir.proxywasm.tck.rule.Outcome.Seen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one exchange through a guest, from the request's headers to the end of the stream. */
final class Walk {
  private final PluginVm vm;
  private final ScriptedCallouts callouts;

  Walk(PluginVm vm, ScriptedCallouts callouts) {
    this.vm = vm;
    this.callouts = callouts;
  }

  Seen run(Exchange exchange) {
    Message sent = exchange.request();
    ScriptedStream stream = new ScriptedStream(new Direction(requestHeaders(sent)));
    HttpContext context = vm.newHttpContext(stream);
    try {
      return run(context, stream, sent, exchange.origin());
    } finally {
      context.end();
    }
  }

  private Seen run(HttpContext context, ScriptedStream stream, Message sent, Message scripted) {
    requestPath(context, stream, sent);
    LocalReply reply = stream.reply;
    Message upstream = null;
    Message answer = reply == null ? scripted : message(reply);
    if (stream.closed) {
      return new Seen(null, null);
    }
    if (reply == null) {
      upstream = message(start(stream.request.headers), stream.request);
    }
    Direction response = new Direction(responseHeaders(answer));
    stream.response = response;
    responsePath(context, stream, response, answer);
    LocalReply late = stream.reply;
    if (late != null && reply == null) {
      return new Seen(upstream, message(late));
    }
    String status = String.valueOf(response.headers.get(":status"));
    return new Seen(upstream, stream.closed ? null : message(status, response));
  }

  private void requestPath(HttpContext context, ScriptedStream stream, Message sent) {
    boolean body = !sent.body().isEmpty();
    boolean trailers = !sent.trailers().isEmpty();
    Direction request = stream.request;
    context.onRequestHeaders(request.headers.size(), !body && !trailers);
    callouts.deliver();
    request.headers.sent();
    if (body && !ended(stream)) {
      request.body = new Body(sent.body());
      request.atEnd = !trailers;
      context.onRequestBody(sent.body().length(), !trailers);
      callouts.deliver();
      request.atEnd = false;
    }
    if (trailers && !ended(stream)) {
      Headers map = new Headers(sent.trailers());
      request.trailers = map;
      context.onRequestTrailers(map.size());
      callouts.deliver();
    }
  }

  private void responsePath(
      HttpContext context, ScriptedStream stream, Direction response, Message answer) {
    boolean body = !answer.body().isEmpty();
    boolean trailers = !answer.trailers().isEmpty();
    context.onResponseHeaders(response.headers.size(), !body && !trailers);
    callouts.deliver();
    response.headers.sent();
    if (body && !stream.closed) {
      response.body = new Body(answer.body());
      response.atEnd = !trailers;
      context.onResponseBody(answer.body().length(), !trailers);
      callouts.deliver();
      response.atEnd = false;
    }
    if (trailers && !stream.closed) {
      Headers map = new Headers(answer.trailers());
      response.trailers = map;
      context.onResponseTrailers(map.size());
      callouts.deliver();
    }
  }

  private static boolean ended(ScriptedStream stream) {
    return stream.closed || stream.reply != null;
  }

  private static List<Field> requestHeaders(Message request) {
    List<Field> headers = new ArrayList<>();
    headers.add(new Field(":authority", "tck.example"));
    headers.add(new Field(":path", request.path()));
    headers.add(new Field(":method", request.method()));
    headers.add(new Field(":scheme", "http"));
    headers.addAll(request.headers());
    return headers;
  }

  private static List<Field> responseHeaders(Message answer) {
    List<Field> headers = new ArrayList<>();
    headers.add(new Field(":status", answer.start()));
    headers.addAll(answer.headers());
    return headers;
  }

  private static String start(Headers request) {
    return request.get(":method") + " " + request.get(":path");
  }

  private static Message message(LocalReply reply) {
    List<Field> headers = new ArrayList<>();
    for (int i = 0; i < reply.headers().size(); i++) {
      headers.add(new Field(reply.headers().name(i), reply.headers().value(i)));
    }
    String body = new String(reply.body(), StandardCharsets.ISO_8859_1);
    return new Message(
        Integer.toString(reply.status()),
        headers,
        body.isEmpty() ? List.of() : List.of(body),
        List.of());
  }

  private static Message message(String start, Direction direction) {
    Body body = direction.body;
    Headers trailers = direction.trailers;
    return new Message(
        start,
        direction.headers.regular(),
        body == null ? List.of() : List.of(body.text()),
        fields(trailers));
  }

  private static List<Field> fields(@Nullable Headers headers) {
    return headers == null ? List.of() : headers.all();
  }
}
