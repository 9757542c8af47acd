package io.weir.host.boot;

import java.io.PrintWriter;
import java.util.Set;

/**
 * What to try when the demonstration serves; each line after {@code $} can be pasted as it stands.
 */
final class Suggestions {
  private final PrintWriter out;
  private final String gateway;
  private final String marketplace;
  private final String weir;

  /**
   * @param gateway its url
   * @param marketplace its url
   * @param weir how the command is called
   */
  Suggestions(PrintWriter out, String gateway, String marketplace, String weir) {
    this.out = out;
    this.gateway = gateway;
    this.marketplace = marketplace;
    this.weir = weir;
  }

  void print(Set<String> plugins) {
    out.println();
    out.println("Try, in another terminal:");
    if (plugins.contains("key-auth")) {
      say("A Rust plugin (key-auth) asks for a key: 401, then 200");
      line("curl -i " + gateway + "/hello");
      line("curl -i -H 'x-api-key: alice-key' " + gateway + "/hello");
    }
    if (plugins.contains("request-guard")) {
      say("A Go plugin (request-guard) looks into the body: 200, then 403");
      line("curl -i -d 'q=shoes' " + gateway + "/search");
      line("curl -i -d 'q=1 UNION SELECT password' " + gateway + "/search");
    }
    if (plugins.contains("sse-redact")) {
      say(
          "A JavaScript plugin (sse-redact) masks a stream, also where a match is split over events");
      line("curl -N " + gateway + "/chat");
      say(
          "An update while a stream runs: the open stream keeps its version, a new one has the next");
      line(
          "(curl -sN --max-time 8 "
              + gateway
              + "/live & sleep 3; "
              + weir
              + " route bind live sse-redact --config"
              + " '{\"plain_events\":\"separate\",\"masks\":{\"email\":\"<hidden>\"}}';"
              + " curl -sN --max-time 2 "
              + gateway
              + "/live; wait)");
    }
    say("What is bound where");
    line(weir + " route ls");
    say(
        "The marketplace, in a browser: search, configure, bind; it asks for the token in the data folder");
    out.println("  " + marketplace);
    out.println();
    out.flush();
  }

  private void say(String text) {
    out.println();
    out.println("  " + text);
  }

  private void line(String command) {
    out.println("$ " + command);
  }
}
