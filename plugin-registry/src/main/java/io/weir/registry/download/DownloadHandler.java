package io.weir.registry.download;

import io.weir.registry.Digest;
import io.weir.registry.Fetcher.Fetched;
import io.weir.registry.ImageResolver;
import io.weir.registry.Manifest;
import io.weir.registry.Reference;
import io.weir.registry.RegistryException;
import io.weir.registry.distribution.ByteRange;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code /plugins/<name>/<version>/plugin.wasm} and {@code metadata.txt}, the paths of Higress's
 * plugin server, and {@code /.well-known/wasm-pkg/registry.json}. Thread-safe; blocks.
 */
public final class DownloadHandler implements RegistryHandler {
  private static final String WELL_KNOWN = "/.well-known/wasm-pkg/registry.json";
  private static final String ANY = "localhost";
  private static final long CACHE_BYTES = 1L << 30;

  private final RegistryStore store;
  private final RegistryHandler distribution;
  private final ModuleCache modules;

  /**
   * @param folder for modules that were extracted; emptied
   * @param distribution answers for manifests and blobs, and says who may have them
   * @throws IOException when the folder cannot be used
   */
  public DownloadHandler(RegistryStore store, Path folder, RegistryHandler distribution)
      throws IOException {
    this.store = store;
    this.distribution = distribution;
    this.modules = new ModuleCache(folder, CACHE_BYTES);
  }

  /** Whether a path is answered here. */
  public static boolean serves(String path) {
    return path.equals(WELL_KNOWN) || DownloadPath.parse(path) != null;
  }

  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    if (request.writes()) {
      throw new RegistryFault(
              ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: GET, HEAD)")
          .with("Allow", "GET, HEAD");
    }
    DownloadPath path = DownloadPath.parse(request.path());
    if (path == null) {
      return WasmPackages.registry(request);
    }
    RegistryFault first = null;
    for (String repository : path.repositories()) {
      try {
        return answer(request, path, new Reference(ANY, repository, path.version(), null));
      } catch (RegistryFault e) {
        first = first == null ? e : first;
      } catch (RegistryException e) {
        throw new RegistryFault(ErrorCode.MANIFEST_UNKNOWN, String.valueOf(e.getMessage()));
      }
    }
    throw first == null ? new RegistryFault(ErrorCode.NAME_UNKNOWN, path.name()) : first;
  }

  private RegistryResponse answer(RegistryRequest request, DownloadPath path, Reference reference)
      throws IOException {
    HandlerFetcher fetcher = new HandlerFetcher(distribution, request);
    Fetched found = ImageResolver.resolve(fetcher, reference);
    Digest digest = found.descriptor().digest();
    ModuleCache.Extraction extraction =
        file -> ModuleExtraction.run(fetcher, reference, (Manifest.Image) found.manifest(), file);
    if (path.metadata()) {
      Extracted module = modules.get(digest, extraction);
      Instant pushed = pushed(reference.repository(), digest);
      byte[] text =
          PluginMetadata.text(path.name(), module, pushed).getBytes(StandardCharsets.UTF_8);
      return RegistryResponse.bytes(200, "text/plain; charset=utf-8", text);
    }
    return module(request, modules.open(digest, extraction));
  }

  private @Nullable Instant pushed(String repository, Digest digest) {
    Repository here = store.repository(repository);
    ManifestState state = here == null ? null : here.manifest(digest);
    return state == null ? null : state.pushed();
  }

  private static RegistryResponse module(RegistryRequest request, ModuleCache.Open open)
      throws IOException {
    boolean handedOn = false;
    try {
      RegistryResponse response = part(request, open);
      handedOn = response.body() instanceof RegistryResponse.FilePart;
      return response;
    } finally {
      if (!handedOn) {
        open.file().close();
      }
    }
  }

  private static RegistryResponse part(RegistryRequest request, ModuleCache.Open open) {
    long size = open.module().size();
    String tag = "\"sha256:" + open.module().sha256() + "\"";
    String known = request.header("if-none-match");
    if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
      return RegistryResponse.empty(304).header("ETag", tag);
    }
    String header = request.header("range");
    boolean part = request.method().equals("GET") && !changed(request, tag);
    ByteRange range = header == null || !part ? null : ByteRange.parse(header, size);
    RegistryResponse response =
        range == null
            ? new RegistryResponse(200, new RegistryResponse.FilePart(open.file(), 0, size))
            : new RegistryResponse(
                    206, new RegistryResponse.FilePart(open.file(), range.first(), range.length()))
                .header(
                    "Content-Range", "bytes %d-%d/%d".formatted(range.first(), range.last(), size));
    return response
        .header("Content-Type", "application/wasm")
        .header("Accept-Ranges", "bytes")
        .header("ETag", tag);
  }

  /** Whether a range is asked of something else than what is here (RFC 9110, section 13.1.5). */
  private static boolean changed(RegistryRequest request, String tag) {
    String only = request.header("if-range");
    return only != null && !only.equals(tag);
  }
}
