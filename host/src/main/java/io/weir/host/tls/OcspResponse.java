package io.weir.host.tls;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Reads of an OCSP response what the JDK verifies and does not tell (RFC 6960 section 4.2.1). */
final class OcspResponse {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");
  private static final int SUCCESSFUL = 0;

  private OcspResponse() {}

  /**
   * Until when it is good. One that says nothing of it is never stapled: nobody could tell when to
   * replace it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Instant nextUpdate(byte[] response) {
    try {
      Der whole = Der.of(response).enter(Der.SEQUENCE);
      byte[] status = whole.read(Der.ENUMERATED);
      if (status.length != 1 || status[0] != SUCCESSFUL) {
        throw new IllegalArgumentException("the responder refused, status " + status[0]);
      }
      Der basic = whole.enter(Der.context(0)).enter(Der.SEQUENCE);
      basic.skip(); // the kind of response
      Der data = Der.of(basic.read(Der.OCTET_STRING)).enter(Der.SEQUENCE).enter(Der.SEQUENCE);
      if (data.isAt(Der.context(0))) {
        data.skip(); // version
      }
      data.skip(); // responder
      data.skip(); // when it was made
      Der single = data.enter(Der.SEQUENCE).enter(Der.SEQUENCE);
      single.skip(); // the certificate
      single.skip(); // its status
      single.skip(); // since when
      if (!single.isAt(Der.context(0))) {
        throw new IllegalArgumentException("the OCSP response does not say until when it is good");
      }
      byte[] time = single.enter(Der.context(0)).read(Der.GENERALIZED_TIME);
      String text = new String(time, StandardCharsets.US_ASCII);
      return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    } catch (IndexOutOfBoundsException | DateTimeException e) {
      throw new IllegalArgumentException("no OCSP response (expected: DER)", e);
    }
  }
}
