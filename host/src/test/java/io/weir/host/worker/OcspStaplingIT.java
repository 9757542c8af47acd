package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OCSP stapling, with OpenSSL as the responder and as the client. */
@SuppressWarnings("NullAway.Init")
class OcspStaplingIT {
  private final TestAuthority authority = new TestAuthority("authority");
  @TempDir Path folder;
  private Path ca;
  private Path index;

  @BeforeEach
  void setUp() throws Exception {
    assumeTrue(
        openSslIsThere(), "skipped: no openssl on the PATH (Debian: apt-get install openssl)");
    ca = authority.file(folder.resolve("ca.pem"));
    Files.writeString(
        folder.resolve("ca.key"), TestAuthority.pem("PRIVATE KEY", authority.key().getEncoded()));
    index = folder.resolve("index.txt");
  }

  private static boolean openSslIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The responder's list of what it knows: the certificate, which is good. */
  private void list(Issued issued) throws IOException {
    Files.writeString(
        index,
        "V\t400101000000Z\t\t%X\tunknown\t/CN=localhost\n"
            .formatted(issued.certificate().getSerialNumber()));
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = process.inputReader().readAllAsString();
    process.waitFor();
    return output;
  }

  private TestGateway serve(String certificate, boolean fetch) throws Exception {
    TestGateway gateway = new TestGateway(folder, 1);
    gateway.apply(
        """
        listeners:
          - name: web
            address: "127.0.0.1:0"
            protocol: HTTPS
            tls: { certificates: [ %s ], ocspStapling: { fetch: %s } }
        """
            .formatted(certificate, fetch));
    return gateway;
  }

  private String status(TestGateway gateway) throws Exception {
    return run(
        List.of(
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + gateway.port(),
            "-servername",
            "localhost",
            "-CAfile",
            ca.toString(),
            "-status"));
  }

  @Test
  void staplesWhatStandsInAFile() throws Exception {
    Issued issued = authority.issue(new Request("localhost").dns("localhost"));
    list(issued);
    String files = issued.in(folder, "a");
    Path response = folder.resolve("a.der");
    String made =
        run(
            List.of(
                "openssl",
                "ocsp",
                "-index",
                index.toString(),
                "-CA",
                ca.toString(),
                "-rsigner",
                ca.toString(),
                "-rkey",
                folder.resolve("ca.key").toString(),
                "-issuer",
                ca.toString(),
                "-cert",
                folder.resolve("a.pem").toString(),
                "-ndays",
                "1",
                "-respout",
                response.toString()));
    assertTrue(Files.exists(response), made);
    String certificate = files.replace(" }", ", ocspResponse: \"" + response + "\" }");
    try (TestGateway gateway = serve(certificate, false)) {
      String status = status(gateway);
      assertTrue(status.contains("OCSP Response Status: successful"), status);
      assertTrue(status.contains("Cert Status: good"), status);
      assertTrue(gateway.plane().certificates().getFirst().stapledUntil() != null);
    }
  }

  @Test
  void fetchesFromTheResponderThatTheCertificateNames() throws Exception {
    int port = freePort();
    Issued issued =
        authority.issue(
            new Request("localhost").dns("localhost").responder("http://127.0.0.1:" + port + "/"));
    list(issued);
    Process responder =
        new ProcessBuilder(
                "openssl",
                "ocsp",
                "-index",
                index.toString(),
                "-port",
                "127.0.0.1:" + port,
                "-CA",
                ca.toString(),
                "-rsigner",
                ca.toString(),
                "-rkey",
                folder.resolve("ca.key").toString(),
                "-nmin",
                "60")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("responder.log").toFile())
            .start();
    try (TestGateway gateway = serve(issued.in(folder, "a"), true)) {
      boolean stapled =
          TestGateway.soon(() -> gateway.plane().certificates().getFirst().stapledUntil() != null);
      assertTrue(stapled, Files.readString(folder.resolve("responder.log")));
      assertTrue(status(gateway).contains("Cert Status: good"));
    } finally {
      responder.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
