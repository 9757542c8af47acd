package io.weir.host.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.upstream.ClusterCounts;
import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.control.ClusterStatus;
import io.weir.host.upstream.control.EndpointStatus;

/** An upstream and its endpoints as the API shows them. */
final class ClusterJson {
  private ClusterJson() {}

  static ObjectNode of(ClusterStatus cluster) {
    ClusterCounts counts = cluster.counts();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", cluster.name())
        .put("panic", cluster.panic())
        .put("connections", counts.connections())
        .put("pending", counts.pending())
        .put("requests", counts.requests())
        .put("retries", counts.retries())
        .put("overflows", counts.overflows());
    ArrayNode endpoints = json.putArray("endpoints");
    cluster.endpoints().forEach(endpoint -> endpoints.add(of(endpoint)));
    return json;
  }

  private static ObjectNode of(EndpointStatus endpoint) {
    HostCounts counts = endpoint.counts();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("address", endpoint.address())
        .put("name", endpoint.name())
        .put("health", endpoint.health().name())
        .put("why", endpoint.why())
        .put("ejectedForMillis", endpoint.ejectedForMillis())
        .put("weight", endpoint.weight())
        .put("share", endpoint.share())
        .put("locality", endpoint.locality())
        .put("priority", endpoint.priority());
    return json.put("active", counts.active())
        .put("connections", counts.connections())
        .put("requests", counts.total())
        .put("errors", counts.errors())
        .put("connectionsMade", counts.connectionsMade())
        .put("connectFailures", counts.connectFailures());
  }
}
