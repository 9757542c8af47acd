package io.weir.proxywasm;

import io.weir.proxywasm.host.HttpStream;
import io.weir.proxywasm.internal.CallContext;
import io.weir.proxywasm.internal.GuestCallback;
import io.weir.proxywasm.internal.GuestVm;
import org.jspecify.annotations.Nullable;

/**
 * One plugin's context of one HTTP stream. Calls come from the VM's thread; each throws {@link
 * PluginException} when the VM has failed or fails in it. A callback that the guest does not export
 * costs nothing and continues.
 */
public final class HttpContext extends StreamContext {
  private final boolean literalStop;
  private boolean logged;
  private boolean deleted;

  HttpContext(GuestVm vm, AbiVersion abi, CallContext root, HttpStream stream) {
    super(vm, root, stream);
    this.literalStop = abi.literalStopIteration();
  }

  /**
   * @param count of headers, pseudo headers included
   */
  public FilterHeadersStatus onRequestHeaders(int count, boolean endOfStream) {
    return headers(vm.exports().onRequestHeaders, count, endOfStream);
  }

  public FilterHeadersStatus onResponseHeaders(int count, boolean endOfStream) {
    return headers(vm.exports().onResponseHeaders, count, endOfStream);
  }

  /**
   * @param size of what the guest can read now: this chunk, or all that is held with it, in bytes
   */
  public FilterDataStatus onRequestBody(int size, boolean endOfStream) {
    return body(vm.exports().onRequestBody, size, endOfStream);
  }

  public FilterDataStatus onResponseBody(int size, boolean endOfStream) {
    return body(vm.exports().onResponseBody, size, endOfStream);
  }

  public FilterTrailersStatus onRequestTrailers(int count) {
    return trailers(vm.exports().onRequestTrailers, count);
  }

  public FilterTrailersStatus onResponseTrailers(int count) {
    return trailers(vm.exports().onResponseTrailers, count);
  }

  /**
   * HTTP/2 METADATA, which the guest cannot hold up (as in Envoy). For embedders whose codec has
   * such frames; Weir's gateway has none and never calls this.
   *
   * @param count of entries
   */
  public void onRequestMetadata(int count) {
    step(vm.exports().onRequestMetadata, count);
  }

  /** As {@link #onRequestMetadata}, of the response. */
  public void onResponseMetadata(int count) {
    step(vm.exports().onResponseMetadata, count);
  }

  /**
   * The stream is over: the guest may log it. All contexts of a stream log before the first of them
   * ends, in Envoy's order. A stream that the guest never heard of is told from the start.
   */
  public void log() {
    if (logged || deleted || vm.failure() != null) {
      return;
    }
    logged = true;
    step(vm.exports().onLog, 0);
  }

  /**
   * The end of the stream: log if that has not been, done, delete, in Envoy's order. A stream that
   * the guest never heard of is told from the start.
   */
  public void end() {
    if (deleted || vm.failure() != null) {
      deleted = true;
      forget();
      return;
    }
    try {
      log();
      if (deleted) {
        return; // what the guest asked for in its log has ended the stream
      }
      deleted = true;
      step(vm.exports().onDone, 0); // Envoy ignores what it says for streams
      step(vm.exports().onDelete, 0);
    } finally {
      // Only now: until on_delete has returned the guest may still name this context.
      forget();
    }
  }

  private FilterHeadersStatus headers(@Nullable GuestCallback callback, int count, boolean end) {
    create();
    if (callback == null) {
      return FilterHeadersStatus.CONTINUE;
    }
    int action = call(callback, count, end ? 1 : 0);
    return FilterHeadersStatus.of(action, literalStop);
  }

  private FilterDataStatus body(@Nullable GuestCallback callback, int size, boolean end) {
    create();
    if (callback == null) {
      return FilterDataStatus.CONTINUE;
    }
    return FilterDataStatus.of(call(callback, size, end ? 1 : 0));
  }

  private FilterTrailersStatus trailers(@Nullable GuestCallback callback, int count) {
    create();
    if (callback == null) {
      return FilterTrailersStatus.CONTINUE;
    }
    return FilterTrailersStatus.of(call(callback, count, 0));
  }
}
