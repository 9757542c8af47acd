package io.weir.registry.distribution;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.Content;
import io.weir.registry.store.FileContent;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StreamContent;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** {@code /v2/<name>/blobs/<digest>}: reads, whole or in part, and deletes. */
final class BlobEndpoint {
  private final RegistryStore store;

  BlobEndpoint(RegistryStore store) {
    this.store = store;
  }

  RegistryResponse handle(RegistryRequest request, Endpoint.Blob blob) throws IOException {
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request, blob);
      case "DELETE" -> delete(blob);
      default -> throw DistributionHandler.notAllowed(request, "GET, HEAD, DELETE");
    };
  }

  private RegistryResponse read(RegistryRequest request, Endpoint.Blob blob) throws IOException {
    Repository repository = store.repository(blob.repository());
    boolean here = repository != null && repository.hasBlob(blob.digest());
    Content content = here ? store.open(blob.digest()) : null;
    if (content == null) {
      throw unknown(blob);
    }
    store.use(blob.repository(), blob.digest());
    boolean handedOn = false;
    try {
      RegistryResponse response = part(request, blob.digest(), content);
      handedOn = true;
      return response;
    } finally {
      if (!handedOn) {
        content.close();
      }
    }
  }

  private static RegistryResponse part(RegistryRequest request, Digest digest, Content content)
      throws IOException {
    long size = content.size();
    boolean headOnly = request.method().equals("HEAD");
    ByteRange range = range(request, size);
    RegistryResponse response =
        range == null
            ? new RegistryResponse(200, body(content, 0, size, headOnly))
            : new RegistryResponse(206, body(content, range.first(), range.length(), headOnly))
                .header(
                    "Content-Range", "bytes %d-%d/%d".formatted(range.first(), range.last(), size));
    return response
        .header("Content-Type", MediaTypes.OCTET_STREAM)
        .header("Docker-Content-Digest", digest.toString())
        .header("ETag", "\"" + digest + "\"")
        .header("Accept-Ranges", "bytes");
  }

  private static RegistryResponse.Body body(
      Content content, long offset, long length, boolean headOnly) throws IOException {
    return switch (content) {
      case FileContent file -> new RegistryResponse.FilePart(file.file(), offset, length);
      case StreamContent stream ->
          new RegistryResponse.Stream(
              headOnly ? InputStream.nullInputStream() : stream.open(offset, length), length);
    };
  }

  private static @Nullable ByteRange range(RegistryRequest request, long size) {
    String header = request.header("range");
    return header == null || !request.method().equals("GET") ? null : ByteRange.parse(header, size);
  }

  private RegistryResponse delete(Endpoint.Blob blob) throws IOException {
    if (!store.unlinkBlob(blob.repository(), blob.digest())) {
      throw unknown(blob);
    }
    return RegistryResponse.empty(202);
  }

  private static RegistryFault unknown(Endpoint.Blob blob) {
    return new RegistryFault(
        ErrorCode.BLOB_UNKNOWN, "no blob " + blob.digest() + " in " + blob.repository());
  }
}
