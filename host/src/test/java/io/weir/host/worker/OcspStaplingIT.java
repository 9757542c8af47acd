package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Issued;
import io.weir.host.tls.TestAuthority.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<String> command = new ArrayList<>(ocsp());
    command.addAll(
        List.of(
            "-issuer",
            ca.toString(),
            "-cert",
            folder.resolve("a.pem").toString(),
            "-respout",
            response.toString()));
    String made = run(command);
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
    HttpServer responder =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    responder.createContext("/", this::respond);
    responder.start();
    String url = "http://127.0.0.1:" + responder.getAddress().getPort() + "/";
    Issued issued = authority.issue(new Request("localhost").dns("localhost").responder(url));
    list(issued);
    try (TestGateway gateway = serve(issued.in(folder, "a"), true)) {
      assertTrue(
          TestGateway.soon(() -> gateway.plane().certificates().getFirst().stapledUntil() != null));
      assertTrue(status(gateway).contains("Cert Status: good"));
    } finally {
      responder.stop(0);
    }
  }

  /** OpenSSL's own port would be open to all. */
  private void respond(HttpExchange exchange) throws IOException {
    Path request = folder.resolve("request.der");
    Path response = folder.resolve("response.der");
    Files.write(request, exchange.getRequestBody().readAllBytes());
    List<String> answer = new ArrayList<>(ocsp());
    answer.addAll(List.of("-reqin", request.toString(), "-respout", response.toString()));
    try {
      var unused = run(answer);
    } catch (Exception e) {
      throw new IOException(e);
    }
    byte[] bytes = Files.readAllBytes(response);
    exchange.getResponseHeaders().add("content-type", "application/ocsp-response");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** The responder, without a question. */
  private List<String> ocsp() {
    return List.of(
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
        "-ndays",
        "1");
  }
}
