package io.weir.bench.registry.clients;

import io.weir.bench.registry.Tools;
import java.util.Map;

/** A client that people have, and how it does each of the things that it can do. */
interface Client {
  /** As the matrix names it. */
  String name();

  /** Whether what it needs is here. */
  boolean isHere(Tools tools);

  /** What to run to get them. */
  String howToGet();

  /** The steps of a run at {@code site}, in their order; no step for what it cannot do. */
  Map<Column, Step> steps(Site site);

  /** One thing that is tried. */
  interface Step {
    void run() throws Exception;
  }
}
