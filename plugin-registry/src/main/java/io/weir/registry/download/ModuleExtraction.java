package io.weir.registry.download;

import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import io.weir.registry.PluginArchive;
import io.weir.registry.Reference;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the module of an image to a file, hashing it on the way; nothing is kept in memory. */
final class ModuleExtraction {
  /** What Istio and Envoy Gateway read at most, in bytes. */
  static final int MAX_MODULE = 256 << 20;

  private static final byte[] MAGIC = {0, 'a', 's', 'm'};
  private static final int CHUNK = 64 << 10;

  private ModuleExtraction() {}

  /**
   * @param into a new file; left behind when this fails
   * @throws RegistryFault when there is no module in the image
   */
  static Extracted run(HandlerFetcher fetcher, Reference reference, Manifest.Image image, Path into)
      throws IOException {
    Descriptor layer = layer(reference, image);
    boolean raw = isRaw(layer);
    try (InputStream blob = fetcher.open(reference, layer);
        InputStream module = raw ? blob : PluginArchive.open(blob, MAX_MODULE)) {
      if (module == null) {
        throw none(reference + ": no file plugin.wasm in layer " + layer.digest());
      }
      return copy(reference, module, into);
    }
  }

  private static boolean isRaw(Descriptor layer) {
    return layer.mediaType().equals(MediaTypes.WASM)
        || layer.mediaType().equals(MediaTypes.SOLO_WASM);
  }

  private static Descriptor layer(Reference reference, Manifest.Image image) {
    List<Descriptor> layers = image.layers();
    List<Descriptor> raw = layers.stream().filter(ModuleExtraction::isRaw).toList();
    if (raw.size() == 1) {
      return raw.getFirst();
    }
    @Nullable Descriptor last = layers.isEmpty() ? null : layers.getLast();
    String type = last == null ? "" : last.mediaType();
    boolean archive =
        type.equals(MediaTypes.OCI_LAYER)
            || type.equals(MediaTypes.OCI_LAYER_PLAIN)
            || type.equals(MediaTypes.DOCKER_LAYER);
    if (last == null || !archive) {
      throw none(reference + ": no layer that holds a module (expected: a plugin)");
    }
    return last;
  }

  private static Extracted copy(Reference reference, InputStream module, Path into)
      throws IOException {
    MessageDigest sha256 = hash("SHA-256");
    MessageDigest md5 = hash("MD5");
    long size = 0;
    byte[] head = module.readNBytes(MAGIC.length);
    if (!Arrays.equals(head, MAGIC)) {
      throw none(reference + ": not a WebAssembly module");
    }
    try (OutputStream out = Files.newOutputStream(into)) {
      byte[] buffer = Arrays.copyOf(head, CHUNK);
      for (int read = head.length; read >= 0; read = module.read(buffer)) {
        sha256.update(buffer, 0, read);
        md5.update(buffer, 0, read);
        out.write(buffer, 0, read);
        size += read;
        if (size > MAX_MODULE) {
          throw none(reference + ": more than " + MAX_MODULE + " bytes");
        }
      }
    }
    HexFormat hex = HexFormat.of();
    return new Extracted(into, size, hex.formatHex(sha256.digest()), hex.formatHex(md5.digest()));
  }

  private static MessageDigest hash(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }

  private static RegistryFault none(String what) {
    return new RegistryFault(ErrorCode.MANIFEST_UNKNOWN, what);
  }
}
