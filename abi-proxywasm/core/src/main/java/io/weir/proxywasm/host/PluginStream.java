package io.weir.proxywasm.host;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * One stream, HTTP or TCP, as one filter sees it.
 *
 * <p>{@link #continueStream} and {@link #closeStream} are called after the guest call that asked
 * for them has returned, never from within it.
 */
public interface PluginStream {
  /** The bytes as this filter may see them now, or null outside of data callbacks and pauses. */
  @Nullable BodyBuffer body(BufferType buffer);

  /** The value of a property (segments of the path joined by NUL), or null. */
  byte @Nullable [] property(String path);

  /** Sets a property of this stream; false when it may not be set. */
  boolean setProperty(String path, byte[] value);

  /** Resumes a paused direction; nothing happens when it is not paused. */
  void continueStream(StreamType type);

  /** Ends the stream: a reset when it is not complete. */
  void closeStream(StreamType type);

  /**
   * The VM of this filter has failed in some other call than one of this stream's.
   *
   * @param failure what happened
   */
  void pluginFailed(PluginException failure);
}
