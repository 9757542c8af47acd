package io.weir.registry.market;

import java.util.Locale;
import org.commonmark.renderer.html.UrlSanitizer;

/** Lets through addresses of the web, of mail, and within the page; the rest becomes {@code #}. */
final class WebAddresses implements UrlSanitizer {
  @Override
  public String sanitizeLinkUrl(String url) {
    String clean = url.strip();
    String lower = clean.toLowerCase(Locale.ROOT);
    boolean known =
        lower.startsWith("https://")
            || lower.startsWith("http://")
            || lower.startsWith("mailto:")
            || lower.startsWith("#");
    return known ? clean : "#";
  }

  @Override
  public String sanitizeImageUrl(String url) {
    return sanitizeLinkUrl(url);
  }
}
