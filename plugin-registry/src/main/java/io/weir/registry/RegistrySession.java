package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.PullException.Reason;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Requests to registries: the scheme to speak, the challenge to meet, the error to explain. */
final class RegistrySession implements AutoCloseable {
  private static final int MAX_ERROR = 64 << 10;

  private final ClientOptions options;
  private final HttpCaller http;
  private final Authenticator authenticator;
  private final Map<String, String> schemes = new ConcurrentHashMap<>();

  RegistrySession(ClientOptions options) {
    this.options = options;
    this.http = new HttpCaller(options);
    this.authenticator = new Authenticator(http, options);
  }

  HttpCaller http() {
    return http;
  }

  /** The address of {@code path} (from {@code /v2/} on) at {@code registry}. */
  URI uri(String registry, String path) {
    return URI.create(scheme(registry) + "://" + apiHost(registry) + path);
  }

  /**
   * Sends a call to {@code registry}, meeting one challenge.
   *
   * @param scope {@code repository:name:pull,push} as the token flow names it
   * @return the answer, whatever its status but 401; the caller closes its body
   */
  HttpResponse<InputStream> send(String registry, String scope, HttpCaller.Call call) {
    boolean home = HttpCaller.sameOrigin(call.uri(), uri(registry, "/v2/"));
    String known = home ? authenticator.known(registry, scope) : null;
    HttpResponse<InputStream> response = http.send(call.authorized(known));
    if (response.statusCode() != 401) {
      return response;
    }
    Challenge challenge = Challenge.choose(response.headers().allValues("WWW-Authenticate"));
    if (!home || challenge == null) {
      throw failure(registry, response);
    }
    HttpCaller.discard(response);
    String answer = authenticator.answer(call.uri(), registry, scope, challenge);
    HttpResponse<InputStream> second = http.send(call.authorized(answer));
    if (second.statusCode() == 401) {
      authenticator.forget(registry, scope);
      throw failure(registry, second);
    }
    return second;
  }

  /** What an answer that is not the wanted one means; closes its body. */
  RegistryException failure(String what, HttpResponse<InputStream> response) {
    int status = response.statusCode();
    String said = what + ": status " + status + detail(response);
    return switch (status) {
      case 401 ->
          new RegistryException(
              Reason.UNAUTHORIZED, said, "check the credentials and their rights there");
      case 403 ->
          new RegistryException(
              Reason.DENIED, said, "do as it says, or log in as somebody who may");
      case 404 ->
          new RegistryException(
              Reason.NOT_FOUND, said, "check repository and tag, or push it first");
      case 429 -> new RegistryException(Reason.REGISTRY_ERROR, said, "try again later");
      default -> new RegistryException(Reason.REGISTRY_ERROR, said, "see the registry's log");
    };
  }

  private String detail(HttpResponse<InputStream> response) {
    try {
      byte[] body =
          new BodyReader("error", MAX_ERROR, options.responseTimeout(), Progress.NONE)
              .read(response.body(), -1, null);
      JsonNode first = ManifestJson.tree(body).path("errors").path(0);
      String text = first.path("code").asText("") + " " + first.path("message").asText("");
      return text.isBlank() ? "" : " " + text.strip().replaceAll("\\p{Cntrl}", " ");
    } catch (RegistryException | IllegalArgumentException e) {
      return ""; // the status says enough; not every server explains itself in JSON
    }
  }

  private String scheme(String registry) {
    String host = Loopback.hostOf(registry);
    if (!Loopback.isLoopback(host) && !options.plainHttp()) {
      return "https";
    }
    String known = schemes.get(registry);
    return known != null ? known : probe(registry);
  }

  /** Where plain HTTP is allowed, asks which of the two is spoken there. */
  private String probe(String registry) {
    @Nullable RegistryException plain = null;
    for (String scheme : new String[] {"http", "https"}) {
      try {
        URI uri = URI.create(scheme + "://" + apiHost(registry) + "/v2/");
        HttpResponse<InputStream> response = http.send(new HttpCaller.Call("GET", uri, Map.of()));
        HttpCaller.discard(response);
        if (response.statusCode() == 400 && scheme.equals("http")) {
          continue; // what TLS servers answer to plain HTTP
        }
        schemes.put(registry, scheme);
        return scheme;
      } catch (RegistryException e) {
        plain = plain == null ? e : plain;
      }
    }
    throw plain != null
        ? plain
        : new RegistryException(
            Reason.REGISTRY_ERROR, registry + " speaks neither HTTP nor TLS", "check the port");
  }

  private static String apiHost(String registry) {
    return registry.equals("docker.io") ? "registry-1.docker.io" : registry;
  }

  @Override
  public void close() {
    http.close();
  }
}
