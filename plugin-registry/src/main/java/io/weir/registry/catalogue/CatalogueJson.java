package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.plugin.Problem;
import io.weir.registry.plugin.Verdict;
import io.weir.registry.plugin.module.Capability;
import io.weir.registry.signature.SignatureState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the catalogue answers, as JSON. */
public final class CatalogueJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CatalogueJson() {}

  public static ObjectNode page(SearchPage page) {
    ObjectNode root = MAPPER.createObjectNode();
    page.plugins().forEach(each -> summary(root.withArray("plugins").addObject(), each));
    if (page.plugins().isEmpty()) {
      root.putArray("plugins");
    }
    root.put("total", page.total());
    if (page.next() != null) {
      root.put("next", page.next());
    }
    ObjectNode facets = root.putObject("facets");
    page.facets().forEach((facet, values) -> values.forEach(facets.putObject(facet)::put));
    return root;
  }

  public static ObjectNode detail(PluginDetail detail) {
    ObjectNode root = MAPPER.createObjectNode();
    summary(root, detail.summary());
    verdict(root.putObject("verdict"), detail.verdict());
    texts(root, "imports", detail.imports());
    root.put("readme", detail.readme());
    ObjectNode readmes = root.putObject("readmes");
    detail.readmes().forEach(readmes::put);
    root.put("changelog", detail.changelog());
    root.set("configSchema", detail.configSchema());
    root.set("example", detail.example());
    detail.versions().forEach(each -> version(root.withArray("versions").addObject(), each));
    return root;
  }

  private static void summary(ObjectNode node, PluginSummary plugin) {
    node.put("repository", plugin.repository());
    node.put("name", plugin.name()).put("title", plugin.title());
    node.put("description", plugin.description()).put("category", plugin.category());
    node.put("language", plugin.language()).put("phase", plugin.phase());
    node.put("priority", plugin.priority()).put("abi", plugin.abi());
    node.put("licence", plugin.licence());
    texts(node, "keywords", plugin.keywords());
    texts(node, "capabilities", plugin.capabilities().stream().map(Capability::label).toList());
    node.put("version", plugin.version()).put("digest", plugin.digest().toString());
    node.put("updated", plugin.updated().toString()).put("downloads", plugin.downloads());
    node.put("ok", plugin.valid());
    signature(node.putObject("signature"), plugin.signature());
    mark(node, plugin.mark());
    node.put("icon", plugin.icon());
  }

  private static void version(ObjectNode node, PluginVersion version) {
    node.put("version", version.version());
    texts(node, "tags", version.tags());
    node.put("digest", version.digest().toString());
    node.put("pushed", version.pushed().toString()).put("size", version.size());
    node.put("downloads", version.downloads()).put("abi", version.abi());
    node.put("ok", version.valid());
    signature(node.putObject("signature"), version.signature());
    mark(node, version.mark());
    texts(node, "changes", version.changes());
  }

  private static void signature(ObjectNode node, SignatureState state) {
    node.put("state", state.kind().name().toLowerCase(Locale.ROOT));
    node.put("signer", state.signer());
    if (state.detail() != null) {
      node.put("detail", state.detail());
    }
  }

  /** {@code "deprecated": {"reason": "..."}}, or {@code yanked}; nothing for none. */
  private static void mark(ObjectNode node, @Nullable Mark mark) {
    if (mark != null) {
      node.putObject(mark.kind().name().toLowerCase(Locale.ROOT)).put("reason", mark.reason());
    }
  }

  private static void verdict(ObjectNode node, Verdict verdict) {
    node.put("ok", verdict.ok());
    var problems = node.putArray("problems");
    for (Problem each : verdict.problems()) {
      problems
          .addObject()
          .put("severity", each.severity().name().toLowerCase(Locale.ROOT))
          .put("place", each.place())
          .put("message", each.message())
          .put("remedy", each.remedy());
    }
  }

  private static void texts(ObjectNode node, String field, List<String> texts) {
    texts.forEach(node.putArray(field)::add);
  }
}
