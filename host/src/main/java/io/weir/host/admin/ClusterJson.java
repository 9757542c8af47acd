package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.observe.view.ClusterView;
import io.weir.host.observe.view.ClusterView.EndpointView;

/** An upstream and its endpoints as the API shows them. */
final class ClusterJson {
  private ClusterJson() {}

  static ObjectNode of(ClusterView cluster) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", cluster.name())
        .put("panic", cluster.panic())
        .put("connections", cluster.connections())
        .put("pending", cluster.pending())
        .put("requests", cluster.requests())
        .put("retries", cluster.retries())
        .put("overflows", cluster.overflows())
        .put("ejections", cluster.ejections());
    ArrayNode endpoints = json.putArray("endpoints");
    cluster.endpoints().forEach(endpoint -> endpoints.add(of(endpoint)));
    return json;
  }

  private static ObjectNode of(EndpointView endpoint) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("address", endpoint.address())
        .put("name", endpoint.name())
        .put("health", endpoint.health())
        .put("why", endpoint.why())
        .put("ejectedForMillis", endpoint.ejectedForMillis())
        .put("weight", endpoint.weight())
        .put("share", endpoint.share())
        .put("locality", endpoint.locality())
        .put("priority", endpoint.priority())
        .put("active", endpoint.active())
        .put("connections", endpoint.connections())
        .put("requests", endpoint.requests())
        .put("errors", endpoint.errors())
        .put("connectionsMade", endpoint.connectionsMade())
        .put("connectFailures", endpoint.connectFailures());
  }
}
