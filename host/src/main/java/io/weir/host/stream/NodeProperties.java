package io.weir.host.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The properties of the gateway itself, which need no stream. Thread-safe. */
public final class NodeProperties {
  private static final String NODE = "weir";

  private NodeProperties() {}

  /**
   * @param path segments joined by NUL
   * @return the encoded value, or null when there is none
   */
  public static byte @Nullable [] get(String path) {
    return switch (path) {
      case "node", "xds\0node" -> node();
      case "node\0id", "node\0cluster" -> Attributes.name(NODE);
      // Envoy's UNSPECIFIED: a listener is not told which way its traffic goes.
      case "listener_direction", "xds\0listener_direction" -> Attributes.number(0);
      case "listener_metadata", "xds\0listener_metadata" -> Attributes.EMPTY;
      default -> null;
    };
  }

  /** The message {@code Node} of Envoy's API with its fields 1, id, and 2, cluster. */
  private static byte[] node() {
    byte[] name = NODE.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int field = 1; field <= 2; field++) {
      out.write(field << 3 | 2);
      out.write(name.length);
      out.writeBytes(name);
    }
    return out.toByteArray();
  }
}
