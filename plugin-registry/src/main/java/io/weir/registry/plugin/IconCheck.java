package io.weir.registry.plugin;

import io.weir.registry.Descriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether an icon is an image that can be shown. */
public final class IconCheck {
  /** The most bytes of an icon. */
  public static final int MAX_BYTES = 256 << 10;

  private static final int MAX_SIDE = 1024;
  private static final int PNG_HEAD = 24;
  private static final String PNG = "89504e470d0a1a0a0000000d49484452";
  private static final Pattern SVG =
      Pattern.compile(
          "\\A\\uFEFF?\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*<svg[\\s>]", Pattern.DOTALL);
  private static final Pattern ACTIVE =
      Pattern.compile("<script|<!entity|<foreignobject|javascript:|\\son[a-z]+\\s*=");
  private static final String PLACE = "icon";

  private IconCheck() {}

  /** {@code image/png} or {@code image/svg+xml} by the content; null for anything else. */
  public static @Nullable String mediaType(byte[] content) {
    if (isPng(content)) {
      return "image/png";
    }
    return SVG.matcher(head(content)).find() ? "image/svg+xml" : null;
  }

  /** Tells what is wrong. */
  static void check(Descriptor layer, byte @Nullable [] content, List<Problem> problems) {
    if (content == null) {
      problems.add(
          Problem.warning(
              PLACE,
              "%d bytes (expected: at most %d)".formatted(layer.size(), MAX_BYTES),
              "give a smaller image"));
      return;
    }
    String type = mediaType(content);
    if (type == null) {
      problems.add(
          Problem.warning(PLACE, "neither PNG nor SVG by its content", "give a PNG or an SVG"));
    } else if (type.equals("image/png")) {
      side(content, problems);
    } else if (ACTIVE.matcher(text(content).toLowerCase(Locale.ROOT)).find()) {
      problems.add(
          Problem.warning(
              PLACE, "an SVG with scripts or entities, which do not run", "leave them out"));
    }
  }

  private static void side(byte[] png, List<Problem> problems) {
    ByteBuffer header = ByteBuffer.wrap(png, PNG_HEAD - 8, 8);
    long width = Integer.toUnsignedLong(header.getInt());
    long height = Integer.toUnsignedLong(header.getInt());
    if (width > MAX_SIDE || height > MAX_SIDE || width == 0 || height == 0) {
      problems.add(
          Problem.warning(
              PLACE,
              "%d x %d pixels (expected: 1 to %d a side)".formatted(width, height, MAX_SIDE),
              "give an image of 128 x 128, or an SVG"));
    }
  }

  private static boolean isPng(byte[] content) {
    return content.length >= PNG_HEAD
        && HexFormat.of().formatHex(content, 0, PNG.length() / 2).equals(PNG);
  }

  private static String head(byte[] content) {
    return new String(content, 0, Math.min(content.length, 4096), StandardCharsets.UTF_8);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
