package io.weir.proxywasm.host;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.MapType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP stream as one filter sees it.
 *
 * <p>{@link #sendLocalReply}, {@link #continueStream} and {@link #closeStream} are called after the
 * guest call that asked for them has returned, never from within it.
 */
public interface HttpStream {
  /** One of the maps 0 to 3, or null while there is none. */
  @Nullable HeaderMap headers(MapType map);

  /** Makes the trailers, when the filter is at a body's last chunk; else null. */
  @Nullable HeaderMap createTrailers(MapType map);

  /** The body as this filter may see it now, or null outside of body callbacks and pauses. */
  @Nullable BodyBuffer body(BufferType buffer);

  /** The value of a property, or null. */
  byte @Nullable [] property(String path);

  /** Sets a property of this stream; false when it may not be set. */
  boolean setProperty(String path, byte[] value);

  void sendLocalReply(LocalReply reply);

  /** Resumes a paused direction; nothing happens when it is not paused. */
  void continueStream(StreamType type);

  /** Ends the stream: a reset when its response is not complete. */
  void closeStream(StreamType type);

  /**
   * The VM of this filter has failed in some other call than one of this stream's.
   *
   * @param failure what happened
   */
  void pluginFailed(PluginException failure);
}
