package io.weir.host.observe.trace;

import io.opentelemetry.api.common.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is over, on its way to become spans. Nothing of it changes any more.
 *
 * @param context of its server span
 * @param parent the caller's span, null for none
 * @param state {@code tracestate}, null for none
 * @param offset what makes of a monotonic time one since 1970, in nanoseconds
 * @param cluster the upstream, empty for none
 */
record FinishedTrace(
    TraceContext context,
    @Nullable String parent,
    @Nullable String state,
    long offset,
    long began,
    long ended,
    int status,
    String name,
    Attributes attributes,
    String cluster,
    List<StreamTrace.Try> tries,
    List<PluginTrace> plugins) {}
