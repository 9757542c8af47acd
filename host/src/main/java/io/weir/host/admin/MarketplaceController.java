package io.weir.host.admin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The marketplace's pages, without a token: they show what the registry shows to anybody. What they
 * change, they change through the API, with the token.
 */
@Controller(Marketplace.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MarketplaceController {
  private static final String ANY = "/{path:.*}";

  private final Marketplace marketplace;

  MarketplaceController(Marketplace marketplace) {
    this.marketplace = marketplace;
  }

  /** The framework takes a path with and without its last slash for one; links need the slash. */
  @Get
  HttpResponse<?> home(HttpRequest<?> request) throws IOException {
    return request.getUri().getPath().endsWith("/")
        ? answer(request, new byte[0])
        : HttpResponse.status(HttpStatus.PERMANENT_REDIRECT)
            .header(HttpHeaders.LOCATION, Marketplace.PATH + "/");
  }

  @Get(ANY)
  HttpResponse<byte[]> get(HttpRequest<?> request, @Nullable String path) throws IOException {
    return answer(request, new byte[0]);
  }

  @Post(ANY)
  @Consumes("*/*")
  HttpResponse<byte[]> post(
      HttpRequest<?> request, @Nullable String path, @Body byte @Nullable [] body)
      throws IOException {
    return answer(request, body == null ? new byte[0] : body);
  }

  private HttpResponse<byte[]> answer(HttpRequest<?> request, byte[] body) throws IOException {
    RegistryResponse page = marketplace.pages().handle(read(request, body));
    byte[] content =
        page.body() instanceof RegistryResponse.Bytes bytes ? bytes.content() : new byte[0];
    MutableHttpResponse<byte[]> response = HttpResponse.status(HttpStatus.valueOf(page.status()));
    page.headers().forEach(response::header);
    return content.length == 0 ? response : response.body(content);
  }

  private static RegistryRequest read(HttpRequest<?> request, byte[] body) {
    Map<String, List<String>> query = new HashMap<>();
    request.getParameters().forEach((name, values) -> query.put(name, List.copyOf(values)));
    Map<String, String> headers = new HashMap<>();
    request
        .getHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    String scheme = request.isSecure() ? "https://" : "http://";
    return new RegistryRequest(
        request.getMethodName(),
        request.getUri().getPath().substring(Marketplace.PATH.length()),
        query,
        headers,
        body.length,
        new ByteArrayInputStream(body),
        scheme + headers.getOrDefault("host", "localhost"),
        request.getRemoteAddress().getAddress().getHostAddress(),
        Visitor.ANYBODY);
  }
}
