package io.weir.registry.market;

import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Gives an answer what a browser wants of it: a policy, an entity tag, compression. */
final class PageResponses {
  /** Nothing but what this server sends itself, and no script or style within a page. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final int WORTH_COMPRESSING = 1_024;

  private PageResponses() {}

  /** {@code response} as it goes to whoever sent {@code request}. */
  static RegistryResponse finish(RegistryResponse response, RegistryRequest request) {
    if (!(response.body() instanceof RegistryResponse.Bytes bytes)) {
      return guarded(response);
    }
    RegistryResponse answer = response;
    if (response.status() == 200 && !request.writes()) {
      String tag = EntityTag.of(bytes.content());
      response.header("ETag", tag);
      response.headers().putIfAbsent("Cache-Control", "no-cache");
      String named = request.header("if-none-match");
      if (named != null && EntityTag.isNamed(named, tag)) {
        return guarded(copyHeaders(response, RegistryResponse.empty(304)));
      }
    } else {
      response.headers().putIfAbsent("Cache-Control", "no-store");
    }
    if (bytes.length() >= WORTH_COMPRESSING && takesGzip(request) && isText(response)) {
      answer =
          copyHeaders(
                  response,
                  new RegistryResponse(
                      response.status(), new RegistryResponse.Bytes(gzip(bytes.content()))))
              .header("Content-Encoding", "gzip");
    }
    return guarded(answer.header("Vary", "Accept-Encoding"));
  }

  private static RegistryResponse guarded(RegistryResponse response) {
    response.headers().putIfAbsent("Content-Security-Policy", POLICY);
    return response
        .header("Referrer-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("X-Frame-Options", "DENY");
  }

  private static RegistryResponse copyHeaders(RegistryResponse from, RegistryResponse to) {
    from.headers().forEach(to::header);
    return to;
  }

  private static boolean isText(RegistryResponse response) {
    String type = response.headers().getOrDefault("Content-Type", "");
    return type.startsWith("text/") || type.contains("json") || type.contains("svg");
  }

  private static boolean takesGzip(RegistryRequest request) {
    String accepted = request.header("accept-encoding");
    if (accepted == null) {
      return false;
    }
    for (String each : accepted.toLowerCase(Locale.ROOT).split(",")) {
      String coding = each.strip().replace(" ", "");
      if (coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.matches(".*q=0[.0]*"))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return out.toByteArray();
  }
}
