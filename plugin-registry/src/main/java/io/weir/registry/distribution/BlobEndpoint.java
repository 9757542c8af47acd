package io.weir.registry.distribution;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.BlobStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** {@code /v2/<name>/blobs/<digest>}: reads, whole or in part, and deletes. */
final class BlobEndpoint {
  private final BlobStore blobs;

  BlobEndpoint(BlobStore blobs) {
    this.blobs = blobs;
  }

  RegistryResponse handle(RegistryRequest request, Endpoint.Blob blob) throws IOException {
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request, blob);
      case "DELETE" -> delete(blob);
      default -> throw DistributionHandler.notAllowed(request, "GET, HEAD, DELETE");
    };
  }

  private RegistryResponse read(RegistryRequest request, Endpoint.Blob blob) throws IOException {
    FileChannel file = blobs.open(blob.repository(), blob.digest());
    if (file == null) {
      throw unknown(blob);
    }
    boolean handedOn = false;
    try {
      RegistryResponse response = part(request, blob.digest(), file);
      handedOn = true;
      return response;
    } finally {
      if (!handedOn) {
        file.close();
      }
    }
  }

  private static RegistryResponse part(RegistryRequest request, Digest digest, FileChannel file)
      throws IOException {
    long size = file.size();
    ByteRange range = range(request, size);
    RegistryResponse response =
        range == null
            ? new RegistryResponse(200, new RegistryResponse.FilePart(file, 0, size))
            : new RegistryResponse(
                    206, new RegistryResponse.FilePart(file, range.first(), range.length()))
                .header(
                    "Content-Range", "bytes %d-%d/%d".formatted(range.first(), range.last(), size));
    return response
        .header("Content-Type", MediaTypes.OCTET_STREAM)
        .header("Docker-Content-Digest", digest.toString())
        .header("ETag", "\"" + digest + "\"")
        .header("Accept-Ranges", "bytes");
  }

  private static @Nullable ByteRange range(RegistryRequest request, long size) {
    String header = request.header("range");
    return header == null || !request.method().equals("GET") ? null : ByteRange.parse(header, size);
  }

  private RegistryResponse delete(Endpoint.Blob blob) throws IOException {
    if (!blobs.delete(blob.repository(), blob.digest())) {
      throw unknown(blob);
    }
    return RegistryResponse.empty(202);
  }

  private static RegistryFault unknown(Endpoint.Blob blob) {
    return new RegistryFault(
        ErrorCode.BLOB_UNKNOWN, "no blob " + blob.digest() + " in " + blob.repository());
  }
}
