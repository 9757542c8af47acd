package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests: where plain HTTP may go, redirects, timeouts, CA and proxy are decided
 * here. Thread-safe, blocking.
 */
final class HttpCaller implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;

  /** Bytes in a second that an upload must reach. */
  private static final long SLOWEST_UPLOAD = 64 << 10;

  private static final String AUTHORIZATION = "Authorization";

  private final ClientOptions options;
  private final HttpClient client;

  /**
   * One request.
   *
   * @param authorization sent to the host of {@code uri} only, never across a redirect elsewhere
   */
  record Call(
      String method,
      URI uri,
      Map<String, String> headers,
      @Nullable String authorization,
      @Nullable BodyPublisher body) {

    Call(String method, URI uri, Map<String, String> headers) {
      this(method, uri, headers, null, null);
    }

    Call authorized(@Nullable String value) {
      return new Call(method, uri, headers, value, body);
    }

    Call redirected(URI target, boolean keepAuthorization) {
      return new Call(method, target, headers, keepAuthorization ? authorization : null, body);
    }
  }

  HttpCaller(ClientOptions options) {
    this.options = options;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(options.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1);
    if (options.caFile() != null) {
      builder.sslContext(TrustStore.withCa(options.caFile()));
    }
    ProxySelector system = ProxySelector.getDefault();
    if (options.proxy() != null) {
      builder.proxy(new FixedProxy(options.proxy()));
    } else if (system != null) {
      builder.proxy(system);
    }
    client = builder.build();
  }

  /**
   * The answer, after redirects, whatever its status. The caller closes its body.
   *
   * @throws RegistryException when no answer comes
   */
  HttpResponse<InputStream> send(Call call) {
    Call current = call;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = sendOnce(current);
      URI target = redirect(current, response);
      if (target == null) {
        return response;
      }
      discard(response);
      current = current.redirected(target, sameOrigin(current.uri(), target));
    }
    throw new RegistryException(
        Reason.REGISTRY_ERROR,
        call.uri().getHost() + " redirected more than " + MAX_REDIRECTS + " times",
        "check the address");
  }

  private HttpResponse<InputStream> sendOnce(Call call) {
    refusePlainHttp(call.uri());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .timeout(timeout(call))
            .method(
                call.method(),
                call.body() == null ? HttpRequest.BodyPublishers.noBody() : call.body());
    call.headers().forEach(request::setHeader);
    if (call.authorization() != null) {
      request.setHeader(AUTHORIZATION, call.authorization());
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(Reason.UNREACHABLE, "interrupted", "try again", e);
    } catch (IOException e) {
      throw ConnectFailure.explain(call.uri(), e);
    }
  }

  /** To the head of the answer, which comes only after the body of the request has gone out. */
  private Duration timeout(Call call) {
    long bytes = call.body() == null ? 0 : call.body().contentLength();
    return options.responseTimeout().plusSeconds(Math.max(0, bytes) / SLOWEST_UPLOAD);
  }

  private void refusePlainHttp(URI uri) {
    boolean plain = !"https".equalsIgnoreCase(uri.getScheme());
    if (plain && !options.plainHttp() && !Loopback.isLoopback(uri.getHost())) {
      throw new RegistryException(
          Reason.BAD_URL,
          "plain HTTP to " + uri.getHost() + ", which is not loopback",
          "use https, or allow plain HTTP by its flag");
    }
  }

  private static @Nullable URI redirect(Call call, HttpResponse<InputStream> response) {
    boolean reads = call.method().equals("GET") || call.method().equals("HEAD");
    boolean moved = List.of(301, 302, 303, 307, 308).contains(response.statusCode());
    String location = response.headers().firstValue("Location").orElse(null);
    if (!reads || !moved || location == null) {
      return null;
    }
    URI target;
    try {
      target = call.uri().resolve(location);
    } catch (IllegalArgumentException e) {
      throw badRedirect(call, location);
    }
    boolean http = "http".equalsIgnoreCase(target.getScheme());
    boolean downgrade = http && "https".equalsIgnoreCase(call.uri().getScheme());
    if (target.getHost() == null || downgrade) {
      throw badRedirect(call, location);
    }
    return target;
  }

  private static RegistryException badRedirect(Call call, String location) {
    String shown = location.length() > 200 ? location.substring(0, 200) + "..." : location;
    return new RegistryException(
        Reason.REGISTRY_ERROR,
        call.uri().getHost() + " redirected to " + shown + " (expected: an https address)",
        "check the registry's configuration");
  }

  /** Whether credentials for {@code a} may go to {@code b}: same scheme, host and port. */
  static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  static void discard(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      body.skipNBytes(0);
    } catch (IOException e) {
      // the answer is not wanted, and neither is its failure
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** One proxy for all but loopback. */
  private static final class FixedProxy extends ProxySelector {
    private final List<Proxy> proxies;

    FixedProxy(InetSocketAddress address) {
      proxies = List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public List<Proxy> select(URI uri) {
      return Loopback.isLoopback(uri.getHost()) ? List.of(Proxy.NO_PROXY) : proxies;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
      // the request itself reports it
    }
  }
}
