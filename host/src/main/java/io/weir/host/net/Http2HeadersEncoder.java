package io.weir.host.net;

import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.Set;

/**
 * Netty's encoder of header blocks, with bounds of our own. A peer says how large a table it will
 * keep, up to 4 GiB; one as large would be filled here too, with headers that no two messages share
 * (RFC 7541 section 4.2 lets an encoder use less).
 */
final class Http2HeadersEncoder extends DefaultHttp2HeadersEncoder {
  /** The table's size that every peer begins with. */
  static final long MAX_TABLE = 4096;

  /**
   * Never put into the table, which the requests of all clients share on the way to an upstream
   * (RFC 7541 section 7.1.3).
   */
  private static final Set<String> SECRETS =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  Http2HeadersEncoder() {
    super(Http2HeadersEncoder::isSecret);
  }

  static boolean isSecret(CharSequence name, CharSequence value) {
    return SECRETS.contains(name.toString());
  }

  /** Likewise of an encoder that the codec has made. */
  static void bound(Http2ConnectionEncoder encoder) throws Http2Exception {
    Configuration headers = encoder.configuration().headersConfiguration();
    if (headers.maxHeaderTableSize() > MAX_TABLE) {
      headers.maxHeaderTableSize(MAX_TABLE);
    }
  }

  @Override
  public void maxHeaderTableSize(long max) throws Http2Exception {
    super.maxHeaderTableSize(Math.min(max, MAX_TABLE));
  }
}
