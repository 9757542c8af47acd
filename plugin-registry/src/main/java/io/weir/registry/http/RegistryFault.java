package io.weir.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is refused: the answer instead of a result. */
public final class RegistryFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int status;
  private final String detail;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  public RegistryFault(ErrorCode code, String detail) {
    this(code, code.status(), detail);
  }

  public RegistryFault(ErrorCode code, int status, String detail) {
    super(code + ": " + detail, null, false, false); // an answer, not a defect: no stack trace
    this.code = code;
    this.status = status;
    this.detail = detail;
  }

  public RegistryFault with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** {@code {"errors":[{"code":...,"message":...}]}}. */
  public RegistryResponse response() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.putArray("errors").addObject().put("code", code.name()).put("message", detail);
    byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
    RegistryResponse response = RegistryResponse.bytes(status, "application/json", body);
    headers.forEach(response::header);
    return response;
  }
}
