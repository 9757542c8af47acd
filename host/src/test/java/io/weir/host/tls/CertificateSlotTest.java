package io.weir.host.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.CertificateAndKey;
import io.weir.host.config.CertificateFiles;
import io.weir.host.config.ListenerTls;
import io.weir.host.config.ListenerTls.Mode;
import io.weir.host.config.TlsVersion;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class CertificateSlotTest {
  private final TestAuthority authority = new TestAuthority("authority");
  private final TicketKeys tickets = new TicketKeys();

  @TempDir Path folder;

  /** A new inode for each: what is written twice within a tick of the clock may look the same. */
  private Issued write(String name) throws Exception {
    Issued issued = authority.issue(new Request(name).dns("shop.test"));
    Path key = issued.keyFile(folder.resolve(name + ".key"));
    Path certificate = issued.certificateFile(folder.resolve(name + ".pem"));
    Files.move(key, folder.resolve("live.key"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(certificate, folder.resolve("live.pem"), StandardCopyOption.REPLACE_EXISTING);
    return issued;
  }

  @Test
  void filesThatWereReplacedWhileTheyWereReadAreReadAgain() throws Exception {
    var unused = write("before");
    CertificateFiles files =
        new CertificateFiles(
            folder.resolve("live.pem").toString(), folder.resolve("live.key").toString(), null);
    ListenerTls settings =
        new ListenerTls(
            Mode.Terminate,
            List.of(files),
            TlsVersion.TLS_1_2,
            TlsVersion.TLS_1_3,
            List.of(),
            List.of("http/1.1"),
            null,
            false,
            Duration.ofSeconds(10));
    FileStamp stamp = CertificateSlot.stamp(files);
    ServerCertificate read =
        ServerCertificate.of(CertificateAndKey.load(files), settings, null, tickets);
    Issued after = write("after");
    CertificateSlot slot = new CertificateSlot(files, stamp, read);
    assertTrue(slot.refresh("web", settings, null, tickets, false));
    assertEquals(after.certificate(), slot.live().leaf());
    assertFalse(slot.refresh("web", settings, null, tickets, false), "looked at once");
  }
}
