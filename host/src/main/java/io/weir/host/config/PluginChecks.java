package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Plugin;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class PluginChecks {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final List<String> SCHEMES = List.of("oci", "file", "http", "https");
  private static final int MAX_WARM = 256;

  /** A registry is asked no more often than this. */
  private static final Duration MIN_POLL = Duration.ofSeconds(1);

  private final Problems problems;
  private final NameChecks names;

  PluginChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void check(Plugin plugin, String path) {
    names.name(path, plugin.name());
    url(plugin.url(), Paths.field(path, "url"));
    sha256(plugin.sha256(), Paths.field(path, "sha256"));
    new LimitsChecks(problems).check(plugin.limits(), Paths.field(path, "limits"));
    warmPool(plugin.warmPool(), Paths.field(path, "warmPool"));
    Duration poll = plugin.pollInterval();
    if (poll != null && poll.compareTo(MIN_POLL) < 0) {
      problems.add(
          Paths.field(path, "pollInterval"),
          Durations.format(poll) + " (expected: 1s or more)",
          "write 30s, or leave it out to ask only when the configuration changes");
    }
    for (String name : plugin.vmConfig().env().keySet()) {
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        String at = Paths.field(path, "vmConfig.env." + name);
        problems.add(at, "a name of a variable with '=' or none", "use letters, digits and '_'");
      }
    }
  }

  private void url(String url, String path) {
    String scheme = url.contains(":") ? url.substring(0, url.indexOf(':')) : "";
    String rest = url.substring(scheme.length());
    if (!SCHEMES.contains(scheme) || !rest.startsWith("://") || !parses(url)) {
      problems.add(
          path,
          Fields.quote(url) + " (expected: oci://, file:///, http:// or https://)",
          urlRemedy(url));
    } else if (scheme.equals("file") && !rest.startsWith(":///")) {
      problems.add(
          path,
          Fields.quote(url) + " (expected: file:/// and an absolute path)",
          "write file:///path/to/plugin.wasm");
    } else if (rest.length() <= ":///".length() || rest.substring(3).startsWith("/@")) {
      problems.add(path, Fields.quote(url) + " names nothing", urlRemedy(url));
    }
  }

  private static boolean parses(String url) {
    try {
      return new URI(url).getSchemeSpecificPart() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String urlRemedy(String url) {
    if (url.startsWith("/")) {
      return "write file://" + url;
    }
    return "write oci://127.0.0.1:5000/plugins/key-auth:1.0.0 or file:///path/to/plugin.wasm";
  }

  private void sha256(@Nullable String digest, String path) {
    if (digest == null || SHA256.matcher(digest).matches()) {
      return;
    }
    problems.add(
        path,
        Fields.quote(digest) + " (expected: 64 lower-case hex digits)",
        digest.startsWith("sha256:") ? "leave out sha256:" : "take it from sha256sum");
  }

  private void warmPool(int size, String path) {
    if (size < 1 || size > MAX_WARM) {
      problems.add(
          path,
          size + " (expected: 1 to " + MAX_WARM + ")",
          "write 4, or how many streams begin at once on a worker");
    }
  }
}
