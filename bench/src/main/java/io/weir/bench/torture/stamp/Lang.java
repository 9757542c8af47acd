package io.weir.bench.torture.stamp;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The three languages of the {@code stamp} fixture. Each owns some bits of every byte, so a wrong
 * byte tells which plugin was wrong.
 */
public enum Lang {
  RS(3, 0),
  GO(7, 2),
  JS(7, 5);

  private final int modulus;
  private final int shift;

  Lang(int modulus, int shift) {
    this.modulus = modulus;
    this.shift = shift;
  }

  /** The lower-case name, as in header and folder names. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The XOR key of a stamp hash (taken as unsigned): never 0, and only bits of {@link #mask}. */
  public int keyOf(int hash) {
    return (1 + Integer.remainderUnsigned(hash, modulus)) << shift;
  }

  /** The bits of a byte that this language's plugin may change. */
  public int mask() {
    return modulus << shift;
  }

  /** The response header that holds the stamp of the plugin that handled the response. */
  public String responseHeader() {
    return "x-stamp-" + id();
  }

  /** The request header that the plugin adds on the way up. */
  public String requestHeader() {
    return "x-stamp-req-" + id();
  }

  /** The response header by which the origin gives the request header back. */
  public String seenHeader() {
    return "x-seen-" + id();
  }

  /** The module file of a version, such as {@code plugins-rs/out/stamp-v1.wasm}. */
  public String moduleFile(String version) {
    return "plugins-%s/out/stamp-v%s.wasm".formatted(id(), version);
  }

  /**
   * Parses a list such as {@code rs,go,js}.
   *
   * @throws IllegalArgumentException for an unknown or missing name
   */
  public static Set<Lang> parseList(String list) {
    Set<Lang> found = EnumSet.noneOf(Lang.class);
    for (String id : list.split(",", -1)) {
      found.add(parse(id.strip()));
    }
    return found;
  }

  private static Lang parse(String id) {
    for (Lang lang : values()) {
      if (lang.id().equals(id)) {
        return lang;
      }
    }
    throw new IllegalArgumentException("plugins: %s (expected: some of rs,go,js)".formatted(id));
  }
}
