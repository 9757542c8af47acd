package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.host.tls.Certificates;
import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TlsAttributesTest {
  private static final Issued CLIENT =
      new TestAuthority("ca")
          .issue(new Request("alice").dns("alice.test", "b.test").uri("spiffe://test/alice"));

  private static @Nullable String text(@Nullable TlsSession tls, String name) {
    byte[] value = TlsAttributes.get(tls, "shop.test", name);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  @Test
  void ofAVerifiedClient() {
    TlsSession tls =
        new TlsSession(
            "TLSv1.3", "TLS_AES_128_GCM_SHA256", "shop.test", null, CLIENT.certificate());
    assertEquals("\u0001", text(tls, "mtls"));
    assertEquals("TLSv1.3", text(tls, "tls_version"));
    assertEquals("shop.test", text(tls, "requested_server_name"));
    assertEquals("CN=alice", text(tls, "subject_peer_certificate"));
    assertEquals("alice.test", text(tls, "dns_san_peer_certificate"));
    assertEquals("spiffe://test/alice", text(tls, "uri_san_peer_certificate"));
    assertEquals(
        Certificates.fingerprint(CLIENT.certificate()),
        text(tls, "sha256_peer_certificate_digest"));
    assertNull(text(tls, "subject_local_certificate"));
  }

  @Test
  void inCleartextThereIsNone() {
    assertEquals("\0", text(null, "mtls"));
    assertNull(text(null, "tls_version"));
    assertNull(text(null, "subject_peer_certificate"));
  }
}
