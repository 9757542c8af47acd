package io.weir.host.observe.trace;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of streams that are over: a server span, in it a span for each plugin and a
 * client span for each try of an upstream. The ids are those that went out with the request. For
 * one thread.
 */
final class SpanMaker {
  private static final AttributeKey<String> PLUGIN = AttributeKey.stringKey("weir.plugin.name");
  private static final AttributeKey<Long> GENERATION =
      AttributeKey.longKey("weir.plugin.generation");
  private static final AttributeKey<String> ACTION = AttributeKey.stringKey("weir.plugin.action");
  private static final AttributeKey<Long> CALLS = AttributeKey.longKey("weir.plugin.calls");
  private static final AttributeKey<Long> INSIDE =
      AttributeKey.longKey("weir.plugin.callback_nanos");
  private static final AttributeKey<Long> PAUSED = AttributeKey.longKey("weir.plugin.paused_nanos");
  private static final AttributeKey<String> CLUSTER = AttributeKey.stringKey("weir.upstream");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<Long> RESENDS =
      AttributeKey.longKey("http.request.resend_count");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> GRPC_STATUS =
      AttributeKey.longKey("rpc.grpc.status_code");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

  /** Gives the ids that are set beforehand. */
  static final class Ids implements IdGenerator {
    private String trace = "";
    private String span = "";

    @Override
    public String generateSpanId() {
      return span;
    }

    @Override
    public String generateTraceId() {
      return trace;
    }
  }

  private static final TextMapGetter<String> STATE =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String headers) {
          return List.of("traceparent", "tracestate");
        }

        @Override
        public String get(@Nullable String headers, String key) {
          String both = headers == null ? "\n" : headers;
          int end = both.indexOf('\n');
          return key.equals("traceparent") ? both.substring(0, end) : both.substring(end + 1);
        }
      };

  private final io.opentelemetry.api.trace.Tracer tracer;
  private final Ids ids;

  SpanMaker(io.opentelemetry.api.trace.Tracer tracer, Ids ids) {
    this.tracer = tracer;
    this.ids = ids;
  }

  void make(FinishedTrace trace) {
    ids.trace = trace.context().traceId();
    SpanBuilder server = begin(trace, trace.name(), trace.context().spanId(), trace.began());
    Span root =
        server
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent(trace))
            .setAllAttributes(trace.attributes())
            .startSpan();
    Context inside = Context.root().with(root);
    trace.plugins().forEach(plugin -> plugin(trace, plugin, inside));
    for (int i = 0; i < trace.tries().size(); i++) {
      attempt(trace, i, inside);
    }
    if (trace.status() < 0 || trace.status() >= 500) {
      root.setStatus(StatusCode.ERROR);
    }
    root.end(trace.offset() + trace.ended(), NANOSECONDS);
  }

  private SpanBuilder begin(FinishedTrace trace, String name, String id, long nanos) {
    ids.span = id;
    return tracer.spanBuilder(name).setStartTimestamp(trace.offset() + nanos, NANOSECONDS);
  }

  private static Context parent(FinishedTrace trace) {
    String caller = trace.parent();
    if (caller == null) {
      return Context.root();
    }
    String header = trace.context().header(caller);
    String state = trace.state();
    if (state != null) {
      return W3CTraceContextPropagator.getInstance()
          .extract(Context.root(), header + "\n" + state, STATE);
    }
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            trace.context().traceId(), caller, TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(remote));
  }

  private void plugin(FinishedTrace trace, PluginTrace plugin, Context inside) {
    if (plugin.calls == 0) {
      return; // it exports nothing that this stream has called
    }
    Span span =
        begin(trace, "plugin " + plugin.name, plugin.spanId, plugin.first)
            .setParent(inside)
            .setAttribute(PLUGIN, plugin.name)
            .setAttribute(GENERATION, plugin.generation)
            .setAttribute(ACTION, plugin.action)
            .setAttribute(CALLS, (long) plugin.calls)
            .setAttribute(INSIDE, plugin.inside)
            .setAttribute(PAUSED, plugin.paused)
            .startSpan();
    if (plugin.action.equals("failed")) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(trace.offset() + plugin.last, NANOSECONDS);
    Context within = Context.root().with(span);
    plugin.callouts().forEach(call -> callout(trace, call, within));
  }

  /** One that the stream has not waited for ends with it. */
  private void callout(FinishedTrace trace, CalloutTrace call, Context within) {
    SpanBuilder builder =
        begin(trace, "callout " + call.kind, call.spanId, call.begin)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(within)
            .setAttribute(CLUSTER, call.upstream);
    boolean grpc = call.kind.indexOf('/') >= 0;
    if (call.status >= 0) {
      builder.setAttribute(grpc ? GRPC_STATUS : STATUS, (long) call.status);
    }
    Span span = builder.startSpan();
    if (call.status < 0 || (grpc ? call.status > 0 : call.status >= 400)) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(trace.offset() + (call.end == 0 ? trace.ended() : call.end), NANOSECONDS);
  }

  private void attempt(FinishedTrace trace, int index, Context inside) {
    StreamTrace.Try attempt = trace.tries().get(index);
    boolean last = index == trace.tries().size() - 1;
    String method = trace.attributes().get(METHOD);
    SpanBuilder builder =
        begin(trace, method == null ? "HTTP" : method, attempt.spanId, attempt.begin)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(inside)
            .setAttribute(CLUSTER, trace.cluster());
    if (method != null) {
      builder.setAttribute(METHOD, method);
    }
    if (index > 0) {
      builder.setAttribute(RESENDS, (long) index);
    }
    if (attempt.endpoint instanceof InetSocketAddress at) {
      builder.setAttribute(ADDRESS, at.getHostString()).setAttribute(PORT, (long) at.getPort());
    }
    if (last && trace.status() > 0) {
      builder.setAttribute(STATUS, (long) trace.status());
    }
    Span span = builder.startSpan();
    if (!last || trace.status() < 0 || trace.status() >= 400) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(trace.offset() + attempt.end, NANOSECONDS);
  }
}
