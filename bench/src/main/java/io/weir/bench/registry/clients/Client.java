package io.weir.bench.registry.clients;

import java.util.List;
import java.util.Map;

/** A client that people have, and how it does each of the things that it can do. */
interface Client {
  /** As the matrix names it. */
  String name();

  /** The programs it needs. */
  List<String> programs();

  /** What to run to get them. */
  String howToGet();

  /** The steps of a run at {@code site}, in their order; no step for what it cannot do. */
  Map<Column, Step> steps(Site site);

  /** One thing that is tried. */
  interface Step {
    void run() throws Exception;
  }
}
