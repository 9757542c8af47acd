package io.weir.registry.market;

import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Style sheet, script and icon. A file's name has its digest in it, so that it never changes. */
final class Assets {
  static final String PREFIX = "/assets/";
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final int DIGEST_CHARACTERS = 12;

  /** Addresses by what they are for. */
  record Links(String css, String js, String icon) {}

  private record Asset(String type, byte[] content) {}

  private final Map<String, Asset> files = new LinkedHashMap<>();
  private final Links links;

  /**
   * @param base what stands before all paths, without a slash at its end
   */
  Assets(String base) {
    links =
        new Links(
            base + add("market.css", "text/css; charset=utf-8"),
            base + add("market.js", "text/javascript; charset=utf-8"),
            base + add("icon.svg", "image/svg+xml"));
  }

  Links links() {
    return links;
  }

  /** The file at {@code path}, or null. */
  @Nullable RegistryResponse find(String path) {
    Asset asset = files.get(path);
    return asset == null
        ? null
        : RegistryResponse.bytes(200, asset.type(), asset.content())
            .header("Cache-Control", FOREVER);
  }

  private String add(String name, String type) {
    byte[] content = read(name);
    String digest = EntityTag.hex(content).substring(0, DIGEST_CHARACTERS);
    int dot = name.lastIndexOf('.');
    String path = PREFIX + name.substring(0, dot) + "-" + digest + name.substring(dot);
    files.put(path, new Asset(type, content));
    return path;
  }

  private static byte[] read(String name) {
    try (InputStream stream = Assets.class.getResourceAsStream("pages/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
