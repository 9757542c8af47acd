package io.weir.registry.download;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Fetcher;
import io.weir.registry.Manifest;
import io.weir.registry.Reference;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Map;

/**
 * Reads through the distribution API, in the name of who asked: what they may not pull they do not
 * get here either, and a mirror fetches what is not here yet.
 */
final class HandlerFetcher implements Fetcher {
  private final RegistryHandler distribution;
  private final RegistryRequest request;

  HandlerFetcher(RegistryHandler distribution, RegistryRequest request) {
    this.distribution = distribution;
    this.request = request;
  }

  @Override
  public Fetched fetchManifest(Reference reference) {
    try {
      RegistryResponse response =
          get("/v2/" + reference.repository() + "/manifests/" + reference.target());
      byte[] bytes;
      try (InputStream in = content(response.body())) {
        bytes = in.readNBytes(Manifest.MAX_BYTES);
      }
      String type = response.headers().getOrDefault("Content-Type", "");
      Digest digest = Digest.parse(response.headers().getOrDefault("Docker-Content-Digest", ""));
      Descriptor descriptor = new Descriptor(type, digest, bytes.length, null, null, Map.of());
      return new Fetched(descriptor, bytes, Manifest.read(bytes, type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] fetchBlob(Reference reference, Descriptor blob) {
    try (InputStream in = open(reference, blob)) {
      return in.readNBytes(Math.toIntExact(blob.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a blob; the caller closes it. */
  InputStream open(Reference reference, Descriptor blob) throws IOException {
    return content(get("/v2/" + reference.repository() + "/blobs/" + blob.digest()).body());
  }

  private RegistryResponse get(String path) throws IOException {
    RegistryResponse response =
        distribution.handle(
            new RegistryRequest(
                "GET",
                path,
                Map.of(),
                Map.of(),
                0,
                InputStream.nullInputStream(),
                request.origin(),
                request.remote(),
                request.caller()));
    if (response.status() != 200) {
      throw new RegistryFault(ErrorCode.MANIFEST_UNKNOWN, path + ": status " + response.status());
    }
    return response;
  }

  private static InputStream content(RegistryResponse.Body body) throws IOException {
    return switch (body) {
      case RegistryResponse.Bytes bytes -> new ByteArrayInputStream(bytes.content());
      case RegistryResponse.Stream stream -> stream.content();
      case RegistryResponse.FilePart part -> {
        FileChannel file = part.file();
        file.position(part.offset());
        yield Channels.newInputStream(file);
      }
    };
  }
}
