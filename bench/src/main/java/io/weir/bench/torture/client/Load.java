package io.weir.bench.torture.client;

/**
 * How many clients of each kind, and how large their streams are.
 *
 * @param downloadBytes of each download
 * @param uploadBytes of each upload
 * @param bytesPerSecond of each download and upload
 * @param minEvents fewest events of an event stream; its longest has four times as many
 */
public record Load(
    int sse,
    int webSockets,
    int downloads,
    int uploads,
    int keepAlive,
    long downloadBytes,
    long uploadBytes,
    long bytesPerSecond,
    int minEvents) {

  /** How many clients of a kind. */
  public int clients(Kind kind) {
    return switch (kind) {
      case SSE -> sse;
      case WEBSOCKET -> webSockets;
      case DOWNLOAD -> downloads;
      case UPLOAD -> uploads;
      case PLAIN -> keepAlive;
    };
  }

  Script script(Kind kind) {
    return switch (kind) {
      case SSE -> new SseScript(minEvents, 4 * minEvents);
      case WEBSOCKET -> new EchoScript(minEvents / 2, 2 * minEvents);
      case DOWNLOAD -> new DownloadScript(downloadBytes, bytesPerSecond);
      case UPLOAD -> new UploadScript(uploadBytes, bytesPerSecond);
      case PLAIN -> new PlainScript();
    };
  }
}
