package io.weir.bench.registry.crash;

import io.weir.bench.registry.Owner;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Requests of a worker, whose answers are known beforehand. */
record Requests(Owner owner, Findings findings) {
  private static final byte[] NOTHING = {};

  HttpResponse<byte[]> expect(Set<Integer> statuses, String method, String path)
      throws IOException, InterruptedException {
    return expect(statuses, method, path, NOTHING);
  }

  /**
   * Sends a request.
   *
   * @throws IOException when it was not answered, or otherwise than by {@code statuses}; the latter
   *     is kept as a refusal
   */
  HttpResponse<byte[]> expect(
      Set<Integer> statuses, String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = owner.send(method, path, body, headers);
    if (!statuses.contains(answer.statusCode())) {
      String what =
          "%s %s: status %d (expected: %s) %s"
              .formatted(
                  method,
                  path,
                  answer.statusCode(),
                  statuses,
                  new String(answer.body(), StandardCharsets.UTF_8));
      findings.refusal(what);
      throw new IOException(what);
    }
    findings.acknowledge();
    return answer;
  }
}
