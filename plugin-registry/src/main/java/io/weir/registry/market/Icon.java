package io.weir.registry.market;

import java.util.Locale;

/**
 * A plugin's picture, or a tile with its initials.
 *
 * @param source empty for the tile
 * @param colour of the tile, 0 to 7
 */
record Icon(String source, String initials, int colour) {
  private static final int COLOURS = 8;

  static Icon of(String source, String name) {
    String initials = "";
    for (String word : name.split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty() && initials.codePointCount(0, initials.length()) < 2) {
        initials += new String(Character.toChars(word.codePointAt(0)));
      }
    }
    return new Icon(
        source, initials.toUpperCase(Locale.ROOT), Math.floorMod(name.hashCode(), COLOURS));
  }
}
