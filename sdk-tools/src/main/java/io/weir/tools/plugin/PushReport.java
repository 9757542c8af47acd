package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Descriptor;
import io.weir.registry.MediaTypes;
import io.weir.registry.PluginImage;
import io.weir.registry.Reference;
import io.weir.tools.cli.Output;
import java.util.List;
import java.util.Map;

/**
 * What was published, or would be.
 *
 * @param tags besides that of the reference
 */
record PushReport(
    Reference reference,
    PluginImage image,
    List<String> tags,
    Map<String, String> annotations,
    boolean dryRun) {

  /** {@code registry/repository:tag@digest}. */
  String line() {
    return reference + "@" + image.descriptor().digest();
  }

  void print(Output output) {
    String done = dryRun ? "would push " : "pushed ";
    output.step(
        done
            + Output.size(image.size())
            + (image.manifests().isEmpty() ? "" : ", an index of two layouts")
            + (tags.isEmpty() ? "" : "; also tagged " + String.join(", ", tags)));
    output.result(line());
    if (!dryRun) {
      output.step("next: weir plugin inspect " + reference);
      output.step("      weir route bind ROUTE " + reference);
    }
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("reference", reference.toString());
    json.put("digest", image.descriptor().digest().toString());
    json.put("mediaType", image.descriptor().mediaType());
    json.put("size", image.size()).put("dryRun", dryRun);
    tags.forEach(json.putArray("tags")::add);
    ArrayNode manifests = json.putArray("manifests");
    image.manifests().forEach(each -> describe(manifests.addObject(), each));
    ArrayNode blobs = json.putArray("blobs");
    image.blobs().forEach(each -> describe(blobs.addObject(), each));
    annotations.forEach(json.putObject("annotations")::put);
    return json;
  }

  private static void describe(ObjectNode json, Descriptor descriptor) {
    json.put("mediaType", MediaTypes.bare(descriptor.mediaType()));
    json.put("digest", descriptor.digest().toString()).put("size", descriptor.size());
  }
}
