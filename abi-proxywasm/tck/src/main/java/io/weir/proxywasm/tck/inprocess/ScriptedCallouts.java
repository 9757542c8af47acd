package io.weir.proxywasm.tck.inprocess;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpCallout;
import io.weir.proxywasm.tck.rule.CalloutOrigin;
import io.weir.proxywasm.tck.rule.Field;
import io.weir.proxywasm.tck.rule.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Callouts that are answered when the guest has returned, as the origin of the kit answers. */
final class ScriptedCallouts implements HttpCallout {
  private final Deque<Runnable> pending = new ArrayDeque<>();

  static boolean knows(String upstream) {
    return upstream.equals("origin") || upstream.equals("nobody");
  }

  /** Runs {@code task} with the next delivery. */
  void later(Runnable task) {
    pending.add(task);
  }

  @Override
  public WasmResult call(
      String upstream,
      HeaderMap headers,
      byte[] body,
      HeaderMap trailers,
      int timeoutMillis,
      Listener listener) {
    if (!knows(upstream)) {
      return WasmResult.BAD_ARGUMENT;
    }
    Message call =
        new Message(
            headers.get(":method") + " " + headers.get(":path"),
            fields(headers),
            List.of(new String(body, ISO_8859_1)),
            fields(trailers));
    pending.add(() -> deliver(upstream, call, listener));
    return WasmResult.OK;
  }

  private static List<Field> fields(HeaderMap map) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < map.size(); i++) {
      fields.add(new Field(map.name(i), map.value(i)));
    }
    return fields;
  }

  /** Answers everything, also what guests ask for meanwhile. */
  void deliver() {
    Runnable next;
    while ((next = pending.poll()) != null) {
      next.run();
    }
  }

  private static void deliver(String upstream, Message call, Listener listener) {
    if (upstream.equals("nobody")) {
      answer(listener, standIn("503"));
    } else if (CalloutOrigin.isReset(call)) {
      listener.onReset("closed");
    } else if (CalloutOrigin.isSilent(call)) {
      answer(listener, standIn("504"));
    } else {
      answer(listener, CalloutOrigin.answer(call));
    }
  }

  private static Message standIn(String status) {
    return new Message(status, List.of(), List.of(), List.of());
  }

  private static void answer(HttpCallout.Listener listener, Message answer) {
    List<Field> headers = new ArrayList<>(List.of(new Field(":status", answer.start())));
    headers.addAll(answer.headers());
    Headers trailers = answer.trailers().isEmpty() ? null : new Headers(answer.trailers());
    listener.onResponse(new Headers(headers), new Body(answer.body()), trailers);
  }
}
