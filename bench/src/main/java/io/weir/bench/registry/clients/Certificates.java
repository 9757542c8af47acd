package io.weir.bench.registry.clients;

import io.weir.bench.registry.CannotRunException;
import io.weir.bench.registry.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A private authority and a certificate from it for loopback, made by openssl.
 *
 * @param ca the authority's certificate, PEM
 */
record Certificates(Path ca, Path certificate, Path key) {

  static Certificates make(Tools tools, Path folder)
      throws IOException, InterruptedException, CannotRunException {
    if (tools.find("openssl") == null) {
      throw new CannotRunException("no openssl on the PATH; to get it: apt-get install openssl");
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    String newKey = "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
    run(folder, newKey + "-x509 -days 2 -subj /CN=test-authority -keyout ca.key -out ca.pem");
    run(folder, newKey + "-subj /CN=localhost -keyout key.pem -out request.pem");
    run(
        folder,
        "openssl x509 -req -in request.pem -days 2 -CA ca.pem -CAkey ca.key -CAcreateserial"
            + " -extfile names -out cert.pem");
    return new Certificates(
        folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  private static void run(Path folder, String command) throws IOException, InterruptedException {
    Tools.Outcome outcome = Tools.Outcome.of(List.of(command.split(" ")), folder, Map.of(), "", 60);
    if (outcome.exit() != 0) {
      throw new IOException(command + ": " + outcome.all());
    }
  }
}
