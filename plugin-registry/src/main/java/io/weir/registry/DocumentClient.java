package io.weir.registry;

import io.weir.registry.HttpCaller.Call;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * Gets small documents of a registry beyond the distribution API, as anybody: no credentials are
 * sent. Thread-safe, blocking.
 */
public final class DocumentClient implements AutoCloseable {
  private final HttpCaller http;
  private final ClientOptions options;
  private final int limit;

  /** What came, of any status. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Document(int status, String contentType, byte[] content) {}

  /**
   * @param limit the largest document, in bytes
   */
  public DocumentClient(ClientOptions options, int limit) {
    this.http = new HttpCaller(options);
    this.options = options;
    this.limit = limit;
  }

  /**
   * The document at {@code uri}, after redirects.
   *
   * @throws RegistryException when no answer comes, or one that is too large
   */
  public Document get(URI uri) {
    HttpResponse<InputStream> response = http.send(new Call("GET", uri, Map.of()));
    String type = response.headers().firstValue("Content-Type").orElse("");
    long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    BodyReader reader =
        new BodyReader(uri.getPath(), limit, options.responseTimeout(), Progress.NONE);
    return new Document(response.statusCode(), type, reader.read(response.body(), size, null));
  }

  @Override
  public void close() {
    http.close();
  }
}
