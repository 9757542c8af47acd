package io.weir.registry.mirror;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a remote's tags (OCI distribution specification, "Listing Tags"). */
final class TagPage {
  private static final int MAX_TAGS = 10_000;

  private TagPage() {}

  static RegistryResponse of(RegistryRequest request, String repository, List<String> all) {
    int n = limit(request.parameter("n"));
    String last = request.parameter("last");
    List<String> rest =
        all.stream().sorted().filter(each -> last == null || each.compareTo(last) > 0).toList();
    List<String> page = rest.subList(0, Math.min(n, rest.size()));
    ObjectNode root = Json.MAPPER.createObjectNode().put("name", repository);
    ArrayNode tags = root.putArray("tags");
    page.forEach(tags::add);
    byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
    RegistryResponse response = RegistryResponse.bytes(200, "application/json", body);
    if (!page.isEmpty() && page.size() < rest.size()) {
      String next = URLEncoder.encode(page.getLast(), StandardCharsets.UTF_8);
      response.header("Link", "<%s?n=%d&last=%s>; rel=\"next\"".formatted(request.path(), n, next));
    }
    return response;
  }

  private static int limit(@Nullable String n) {
    if (n == null) {
      return MAX_TAGS;
    }
    try {
      int value = Integer.parseInt(n);
      if (value >= 0) {
        return Math.min(value, MAX_TAGS);
      }
    } catch (NumberFormatException e) {
      // answered as a negative one
    }
    throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "n: " + n + " (expected: 0 or more)");
  }
}
