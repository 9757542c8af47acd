package io.weir.registry.distribution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.http.Action;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lists of tags and of repositories, in lexical order and in pages. */
final class ListEndpoint {
  private static final int MAX_NAMES = 10_000;

  private final RegistryStore store;

  ListEndpoint(RegistryStore store) {
    this.store = store;
  }

  RegistryResponse tags(RegistryRequest request, String name) {
    DistributionHandler.requireRead(request);
    Repository repository = store.repository(name);
    if (repository == null) {
      throw new RegistryFault(ErrorCode.NAME_UNKNOWN, "no repository " + name);
    }
    String last = request.parameter("last");
    var tags = repository.tags();
    var rest = last == null ? tags : tags.tailMap(last, false);
    ObjectNode root = Json.MAPPER.createObjectNode().put("name", name);
    return page(request, root, "tags", rest.keySet().stream());
  }

  RegistryResponse catalog(RegistryRequest request) {
    DistributionHandler.requireRead(request);
    Stream<String> visible =
        store
            .repositoriesAfter(request.parameter("last"))
            .filter(each -> request.caller().may(Action.PULL, each));
    return page(request, Json.MAPPER.createObjectNode(), "repositories", visible);
  }

  private static RegistryResponse page(
      RegistryRequest request, ObjectNode root, String field, Stream<String> rest) {
    int n = limit(request.parameter("n"));
    List<String> found = rest.limit(n + 1L).toList(); // one more tells whether there are more
    List<String> page = found.subList(0, Math.min(n, found.size()));
    ArrayNode array = root.putArray(field);
    page.forEach(array::add);
    RegistryResponse response = json(root, "application/json");
    if (!page.isEmpty() && page.size() < found.size()) {
      String next = "?n=" + n + "&last=" + encode(page.getLast());
      response.header("Link", "<" + request.path() + next + ">; rel=\"next\"");
    }
    return response;
  }

  private static int limit(@Nullable String n) {
    if (n == null) {
      return MAX_NAMES;
    }
    try {
      int value = Integer.parseInt(n);
      if (value >= 0) {
        return Math.min(value, MAX_NAMES);
      }
    } catch (NumberFormatException e) {
      // answered as a negative one
    }
    throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "n: " + n + " (expected: 0 or more)");
  }

  static RegistryResponse json(ObjectNode root, String contentType) {
    byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
    return RegistryResponse.bytes(200, contentType, body);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
