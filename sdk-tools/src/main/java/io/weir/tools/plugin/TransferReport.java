package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.transfer.Transferred;
import io.weir.tools.cli.Output;

/** Tells what an export or import moved. */
final class TransferReport {
  private TransferReport() {}

  /**
   * @param place where it is now, with a colon
   */
  static void print(Output output, Transferred moved, String place, boolean json) {
    if (json) {
      output.result(json(moved));
      return;
    }
    moved.references().forEach(output::result);
    moved.missing().forEach(each -> output.step("left out, as it is not there: " + each));
    output.step(
        "%s %d references, %d manifests, %d blobs, %s"
            .formatted(
                place,
                moved.references().size(),
                moved.manifests(),
                moved.blobs(),
                Output.size(moved.bytes())));
  }

  private static ObjectNode json(Transferred moved) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    moved.references().forEach(json.putArray("references")::add);
    json.put("manifests", moved.manifests()).put("blobs", moved.blobs());
    json.put("bytes", moved.bytes());
    moved.missing().forEach(json.putArray("missing")::add);
    return json;
  }
}
