package io.weir.registry.http;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer, free of any transport. Not thread-safe. */
public final class RegistryResponse {
  private final int status;
  private final Body body;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private List<String> warnings = List.of();

  /** What follows the head. */
  public sealed interface Body {
    long length();
  }

  /** Content in memory. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  public record Bytes(byte[] content) implements Body {
    @Override
    public long length() {
      return content.length;
    }
  }

  /** A part of an open file, which whoever sends the answer closes. */
  public record FilePart(FileChannel file, long offset, long length) implements Body {}

  /** Bytes of a stream, which may block, and which whoever sends the answer closes. */
  public record Stream(InputStream content, long length) implements Body {}

  public RegistryResponse(int status, Body body) {
    this.status = status;
    this.body = body;
    header("Docker-Distribution-API-Version", "registry/2.0");
    header("X-Content-Type-Options", "nosniff");
  }

  public static RegistryResponse empty(int status) {
    return new RegistryResponse(status, new Bytes(new byte[0]));
  }

  public static RegistryResponse bytes(int status, String contentType, byte[] content) {
    return new RegistryResponse(status, new Bytes(content)).header("Content-Type", contentType);
  }

  public RegistryResponse header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Warns whoever gets this; texts of one line, which are cut short when they are too many. */
  public RegistryResponse warnings(List<String> texts) {
    warnings = WarningText.values(texts);
    return this;
  }

  /** The values of {@code Warning} headers. */
  public List<String> warnings() {
    return warnings;
  }

  public int status() {
    return status;
  }

  public Body body() {
    return body;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
