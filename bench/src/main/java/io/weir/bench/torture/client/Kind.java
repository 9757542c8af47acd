package io.weir.bench.torture.client;

/** The kinds of stream. */
public enum Kind {
  SSE("sse"),
  WEBSOCKET("websocket"),
  DOWNLOAD("download"),
  UPLOAD("upload"),
  PLAIN("keep-alive");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** The name in tables and messages. */
  public String label() {
    return label;
  }
}
