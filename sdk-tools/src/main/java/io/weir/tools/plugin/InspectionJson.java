package io.weir.tools.plugin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.plugin.module.PluginModule;
import io.weir.tools.artifact.PluginInfo;
import io.weir.tools.module.EngineTrial;

/** An inspection as JSON; what is not known is left out. */
final class InspectionJson {
  private InspectionJson() {}

  static ObjectNode json(Inspection inspection) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", inspection.source()).put("layout", inspection.layout());
    if (inspection.manifestDigest() != null) {
      json.put("manifestDigest", inspection.manifestDigest());
    }
    module(json, inspection.module());
    EngineTrial trial = inspection.trial();
    if (trial != null) {
      ObjectNode compiled = json.putObject("compiled");
      compiled.put("engine", trial.engine()).put("millis", trial.millis());
      compiled.put("slowness", trial.slowness());
    }
    PluginInfo info = inspection.info();
    if (info != null) {
      info(json.putObject("spec"), info);
    }
    return json;
  }

  private static void module(ObjectNode json, PluginModule module) {
    json.put("moduleDigest", module.digest().toString());
    json.put("size", module.size()).put("abi", module.abi());
    module.callbacks().forEach(json.putArray("callbacks")::add);
    json.put("imports", module.imports().size());
    module.unimplemented().forEach(json.putArray("unimplemented")::add);
  }

  private static void info(ObjectNode json, PluginInfo info) {
    json.put("name", info.name()).put("title", info.title()).put("version", info.version());
    json.put("category", info.category()).put("description", info.description());
    json.put("phase", info.phase()).put("priority", info.priority());
    if (!info.schema().isMissingNode()) {
      json.set("configSchema", info.schema());
    }
  }
}
