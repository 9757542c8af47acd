package io.weir.bench.registry.clients;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Steps that every client has alike: push each layout, compare, pull it again, compare. */
final class LayoutSteps {
  /** Copies an OCI image layout or a folder to the registry, or back. */
  interface Copy {
    /**
     * @param local a folder
     * @param remote {@code registry/repository:tag}
     */
    void run(Path local, String remote) throws Exception;
  }

  private LayoutSteps() {}

  static Map<Column, Client.Step> of(
      Site site, String repository, Set<Layout> layouts, Copy push, Copy pull) {
    Map<Column, Client.Step> steps = new LinkedHashMap<>();
    for (Layout layout : EnumSet.copyOf(layouts)) {
      steps.put(
          Column.of(layout),
          () -> {
            Sample sample = site.sample(layout);
            String name = repository + "/" + layout.label();
            String remote = site.registry() + "/" + name + ":" + Sample.TAG;
            push.run(sample.writeLayout(site.fresh("push")), remote);
            site.requireTag(name, Sample.TAG, sample.digest());
            Path pulled = site.fresh("pull");
            pull.run(pulled, remote);
            sample.requireLayout(pulled);
          });
    }
    return steps;
  }
}
