package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;

/** From a refusal in JSON to a page. */
final class Refusals {
  /** There is no registry behind these pages. */
  static final int UNATTACHED = 501;

  private Refusals() {}

  static ErrorPage page(Frame frame, RegistryResponse fault) {
    String message = message(fault);
    return switch (fault.status()) {
      case 400 ->
          new ErrorPage(frame, 400, "That cannot be asked", message, "Go back and ask for less.");
      case 401 ->
          new ErrorPage(
              frame,
              401,
              "This registry wants to know who you are",
              message,
              "Log in with the name and password, or the token, that its owner gave you.");
      case 403 ->
          new ErrorPage(frame, 403, "You may not see this", message, "Ask the registry's owner.");
      case 404 ->
          new ErrorPage(
              frame, 404, "Not here", message, "Search for it, or look whether its name is right.");
      case UNATTACHED ->
          new ErrorPage(
              frame,
              UNATTACHED,
              "No registry is attached",
              message,
              "Start it with --marketplace http://127.0.0.1:5000, or the address of your registry.");
      case 502, 503 ->
          new ErrorPage(
              frame,
              fault.status(),
              "The registry does not answer",
              message,
              "Look whether it runs, and try again.");
      default ->
          new ErrorPage(
              frame, fault.status(), "That did not work", message, "See the registry's log.");
    };
  }

  private static String message(RegistryResponse fault) {
    if (!(fault.body() instanceof RegistryResponse.Bytes bytes)) {
      return "";
    }
    try {
      JsonNode error = Json.MAPPER.readTree(bytes.content()).path("errors").path(0);
      return Wording.text(error, "message");
    } catch (IOException e) {
      return ""; // what is no JSON says nothing to a person either
    }
  }
}
