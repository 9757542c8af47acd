package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.market.form.YamlText;
import java.util.List;
import java.util.regex.Pattern;

/** Commands and manifests to copy, for one version of a plugin. */
final class Snippets {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._-]*");
  private final String name;
  private final String reference;
  private final String phase;
  private final JsonNode priority;
  private final JsonNode config;

  /** A heading and what is to be copied. */
  record Snippet(String title, String note, String text, boolean open) {}

  /**
   * @param summary of the API
   * @param authority {@code host:port} of the registry
   * @param config of the plugin; missing for none
   */
  Snippets(JsonNode summary, String authority, JsonNode config) {
    this.name = Wording.text(summary, "name");
    this.reference =
        authority
            + "/"
            + Wording.text(summary, "repository")
            + ":"
            + Wording.text(summary, "version");
    this.phase = Wording.text(summary, "phase");
    this.priority = summary.path("priority");
    this.config = config;
  }

  String reference() {
    return reference;
  }

  List<Snippet> all() {
    return List.of(
        new Snippet(
            "Bind with Weir", "Adds the plugin to a route of a running gateway.", bind(), true),
        new Snippet(
            "Pull", "Writes plugin.wasm to this folder.", "./weir plugin pull " + reference, false),
        new Snippet("Istio", "A WasmPlugin for the ingress gateway.", istio(), false),
        new Snippet("Higress", "A WasmPlugin for the whole gateway.", higress(), false),
        new Snippet(
            "Other clients",
            "Whatever speaks OCI: oras, crane; wkg for the CNCF layout.",
            "oras pull " + reference + "\nwkg oci pull " + reference + " -o plugin.wasm",
            false));
  }

  private String bind() {
    String command = "./weir route bind ROUTE " + word(name) + " --url oci://" + reference;
    return isEmpty(config) ? command : command + " \\\n  --config " + quoted(config.toString());
  }

  /** As one word of a shell: a plugin says of itself what it is called. */
  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private String istio() {
    ObjectNode root = plugin("extensions.istio.io/v1alpha1", "istio-system");
    ObjectNode spec = root.putObject("spec");
    spec.putObject("selector").putObject("matchLabels").put("istio", "ingressgateway");
    describe(spec, "pluginConfig");
    return YamlText.write(root);
  }

  private String higress() {
    ObjectNode root = plugin("extensions.higress.io/v1alpha1", "higress-system");
    describe(root.putObject("spec"), "defaultConfig");
    return YamlText.write(root);
  }

  private ObjectNode plugin(String version, String namespace) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", version).put("kind", "WasmPlugin");
    root.putObject("metadata").put("name", name).put("namespace", namespace);
    return root;
  }

  private void describe(ObjectNode spec, String configField) {
    spec.put("url", "oci://" + reference);
    if (!phase.isEmpty()) {
      spec.put("phase", phase);
    }
    if (priority.isNumber()) {
      spec.set("priority", priority);
    }
    if (!isEmpty(config)) {
      spec.set(configField, config);
    }
  }

  private static boolean isEmpty(JsonNode config) {
    return config.isMissingNode() || config.isNull() || config.isEmpty();
  }
}
