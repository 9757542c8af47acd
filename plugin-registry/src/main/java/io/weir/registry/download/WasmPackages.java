package io.weir.registry.download;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.nio.charset.StandardCharsets;

/**
 * What wkg reads of a registry: packages {@code namespace:name} are the repositories {@code
 * namespace/name} here.
 */
final class WasmPackages {
  private WasmPackages() {}

  static RegistryResponse registry(RegistryRequest request) {
    String origin = request.origin();
    ObjectNode root = Json.MAPPER.createObjectNode().put("preferredProtocol", "oci");
    root.putObject("oci").put("registry", origin.substring(origin.indexOf("://") + 3));
    byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
    return RegistryResponse.bytes(200, "application/json", body);
  }
}
