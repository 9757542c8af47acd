package io.weir.registry.catalogue;

import io.weir.registry.Digest;

/** What is to be done after a change. Equal tasks that wait are done once. */
sealed interface Task {
  String repository();

  /** Look at a repository anew. */
  record Refresh(String repository) implements Task {}

  /** Check the signatures of a manifest. */
  record Verify(String repository, Digest subject) implements Task {}

  /** A plugin is gone, and its verdict goes too. */
  record Forget(String repository, Digest subject) implements Task {}
}
